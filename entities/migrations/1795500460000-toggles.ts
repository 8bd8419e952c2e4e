import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';

export class Toggles1795500460000 implements MigrationInterface {
  name = 'Toggles1795500460000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'toggle',
        columns: [
          { name: 'name', type: 'varchar', length: '64', isPrimary: true },
          { name: 'isOn', type: 'integer' },
          { name: 'byId', type: 'varchar', length: '36' },
          { name: 'at', type: 'bigint' },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('toggle');
  }
}
