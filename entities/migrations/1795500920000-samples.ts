import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

const drawnFrom = new TableColumn({ name: 'drawnFrom', type: 'text', isNullable: true });

/** What a month's sample was drawn from, so that anybody can draw it again. */
export class Samples1795500920000 implements MigrationInterface {
  name = 'Samples1795500920000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('sample_period', drawnFrom);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('sample_period', drawnFrom.name);
  }
}
