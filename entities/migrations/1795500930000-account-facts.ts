import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';

export class AccountFacts1795500930000 implements MigrationInterface {
  name = 'AccountFacts1795500930000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'account_fact',
        columns: [
          { name: 'name', type: 'varchar', length: '64', isPrimary: true },
          { name: 'value', type: 'varchar', length: '255' },
          { name: 'at', type: 'bigint' },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('account_fact');
  }
}
