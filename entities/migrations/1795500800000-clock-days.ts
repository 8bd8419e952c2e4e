import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

/** The days that a clock stood still, so that every pause counts from its unmoved end. */
export class ClockDays1795500800000 implements MigrationInterface {
  name = 'ClockDays1795500800000';

  async up(runner: QueryRunner): Promise<void> {
    const column = new TableColumn({ name: 'stoodDays', type: 'integer', isNullable: true });
    await runner.addColumn('case_clock', column);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('case_clock', 'stoodDays');
  }
}
