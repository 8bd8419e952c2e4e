import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const filledBy = (): TableColumn[] => [
  new TableColumn({ name: 'filledByKind', type: 'varchar', length: '12', isNullable: true }),
  new TableColumn({ name: 'filledById', type: 'varchar', length: '36', isNullable: true }),
];
const tables = ['draft', 'application'];

/** Who fills in an application for a person who can't (代填). */
export class FillingIn1795500200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.addColumns(table, filledBy());
    await runner.createIndex(
      'draft',
      new TableIndex({ name: 'draft_filler', columnNames: ['filledByKind', 'filledById'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('draft', 'draft_filler');
    for (const table of tables) await runner.dropColumns(table, filledBy());
  }
}
