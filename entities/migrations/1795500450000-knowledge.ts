import { Table, type MigrationInterface, type QueryRunner, type TableOptions } from 'typeorm';

const tables: TableOptions[] = [
  {
    name: 'suggestion',
    columns: [
      { name: 'id', type: 'varchar', length: '36', isPrimary: true },
      { name: 'source', type: 'varchar', length: '12' },
      { name: 'said', type: 'text' },
      { name: 'answer', type: 'text', isNullable: true },
      { name: 'entryId', type: 'varchar', length: '64', isNullable: true },
      { name: 'status', type: 'varchar', length: '12' },
      { name: 'editId', type: 'varchar', length: '36', isNullable: true },
      { name: 'closedBy', type: 'varchar', length: '36', isNullable: true },
      { name: 'closedAt', type: 'bigint', isNullable: true },
      { name: 'at', type: 'bigint' },
    ],
    indices: [{ name: 'suggestion_status', columnNames: ['status', 'at'] }],
  },
  {
    name: 'entry_edit',
    columns: [
      { name: 'id', type: 'varchar', length: '36', isPrimary: true },
      { name: 'entryId', type: 'varchar', length: '64' },
      { name: 'status', type: 'varchar', length: '12' },
      { name: 'content', type: 'text' },
      { name: 'baseReleaseId', type: 'varchar', length: '36', isNullable: true },
      { name: 'authorId', type: 'varchar', length: '36' },
      { name: 'remark', type: 'text', isNullable: true },
      { name: 'checked', type: 'text', isNullable: true },
      { name: 'version', type: 'integer' },
      { name: 'createdAt', type: 'bigint' },
      { name: 'updatedAt', type: 'bigint' },
    ],
    indices: [
      { name: 'entry_edit_entry', columnNames: ['entryId'] },
      { name: 'entry_edit_status', columnNames: ['status', 'updatedAt'] },
    ],
  },
  {
    name: 'entry_release',
    columns: [
      { name: 'id', type: 'varchar', length: '36', isPrimary: true },
      { name: 'number', type: 'integer' },
      { name: 'entryId', type: 'varchar', length: '64' },
      { name: 'kind', type: 'varchar', length: '12' },
      { name: 'content', type: 'text', isNullable: true },
      { name: 'editId', type: 'varchar', length: '36', isNullable: true },
      { name: 'reason', type: 'varchar', length: '255', isNullable: true },
      { name: 'authorId', type: 'varchar', length: '36' },
      { name: 'byId', type: 'varchar', length: '36' },
      { name: 'at', type: 'bigint' },
    ],
    indices: [
      { name: 'entry_release_entry', columnNames: ['entryId', 'number'] },
      { name: 'entry_release_number', columnNames: ['number'], isUnique: true },
    ],
  },
];

export class Knowledge1795500450000 implements MigrationInterface {
  name = 'Knowledge1795500450000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(new Table(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of tables.toReversed()) await runner.dropTable(name);
  }
}
