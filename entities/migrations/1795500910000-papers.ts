import { Table, TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const scans = new Table({
  name: 'commitment_scan',
  columns: [
    { name: 'id', type: 'varchar', length: '36', isPrimary: true },
    { name: 'commitmentId', type: 'varchar', length: '36' },
    { name: 'number', type: 'integer' },
    { name: 'mime', type: 'varchar', length: '64' },
    { name: 'bytes', type: 'integer' },
    { name: 'sha256', type: 'varchar', length: '64' },
    { name: 'fileKey', type: 'varchar', length: '64' },
    { name: 'scanned', type: 'integer' },
    { name: 'staffId', type: 'varchar', length: '36' },
    { name: 'at', type: 'bigint' },
  ],
  indices: [{ name: 'commitment_scan_number', columnNames: ['commitmentId', 'number'], isUnique: true }],
});
const instants = ['papersRemindedAt', 'papersOverdueAt', 'papersInAt'];
const index = new TableIndex({ name: 'commitment_papers', columnNames: ['papersDueOn', 'papersInAt'] });

/** Scans of signed papers, and what became of papers that are due. */
export class Papers1795500910000 implements MigrationInterface {
  name = 'Papers1795500910000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(scans);
    await runner.addColumns('commitment', [
      ...instants.map((name) => new TableColumn({ name, type: 'bigint', isNullable: true })),
      new TableColumn({ name: 'papersInBy', type: 'varchar', length: '36', isNullable: true }),
    ]);
    await runner.createIndex('commitment', index);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('commitment', index.name!);
    await runner.dropColumns('commitment', [...instants, 'papersInBy']);
    await runner.dropTable(scans);
  }
}
