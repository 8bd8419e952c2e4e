import { Table, type MigrationInterface, type QueryRunner, type TableOptions } from 'typeorm';

const tables: TableOptions[] = [
  {
    name: 'attachment',
    columns: [
      { name: 'id', type: 'varchar', length: '36', isPrimary: true },
      { name: 'openid', type: 'varchar', length: '64' },
      { name: 'draftId', type: 'varchar', length: '36', isNullable: true },
      { name: 'caseId', type: 'varchar', length: '36', isNullable: true },
      { name: 'mediaId', type: 'varchar', length: '255' },
      { name: 'kind', type: 'varchar', length: '8' },
      { name: 'number', type: 'integer' },
      { name: 'name', type: 'text' },
      { name: 'mime', type: 'varchar', length: '64', isNullable: true },
      { name: 'bytes', type: 'integer' },
      { name: 'sha256', type: 'varchar', length: '64', isNullable: true },
      { name: 'fileKey', type: 'varchar', length: '64', isNullable: true },
      { name: 'scanned', type: 'integer' },
      { name: 'status', type: 'varchar', length: '8' },
      { name: 'problem', type: 'varchar', length: '64', isNullable: true },
      { name: 'attempts', type: 'integer' },
      { name: 'dueAt', type: 'bigint' },
      { name: 'at', type: 'bigint' },
    ],
    indices: [
      { name: 'attachment_queue', columnNames: ['status', 'dueAt'] },
      { name: 'attachment_openid', columnNames: ['openid', 'status'] },
      { name: 'attachment_case', columnNames: ['caseId'] },
      { name: 'attachment_draft', columnNames: ['draftId'] },
    ],
  },
  {
    name: 'binding_code',
    columns: [
      { name: 'digest', type: 'varchar', length: '64', isPrimary: true },
      { name: 'kind', type: 'varchar', length: '16' },
      { name: 'personId', type: 'varchar', length: '36' },
      { name: 'expiresAt', type: 'bigint' },
    ],
    indices: [{ name: 'binding_code_person', columnNames: ['kind', 'personId'] }],
  },
  {
    name: 'binding_try',
    columns: [
      { name: 'openid', type: 'varchar', length: '64', isPrimary: true },
      { name: 'wrong', type: 'integer' },
      { name: 'since', type: 'bigint' },
    ],
    indices: [],
  },
  {
    name: 'channel_health',
    columns: [
      { name: 'bot', type: 'varchar', length: '120', isPrimary: true },
      { name: 'report', type: 'text' },
      { name: 'at', type: 'bigint' },
    ],
    indices: [],
  },
];

/** Files that residents send, one-time binding codes, and what the bots tell about their channel. */
export class Attachments1795500100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(new Table(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of tables.toReversed()) await runner.dropTable(name);
  }
}
