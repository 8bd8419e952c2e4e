import {
  Table,
  TableColumn,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
  type TableOptions,
} from 'typeorm';

const tables: TableOptions[] = [
  {
    name: 'consent',
    columns: [
      { name: 'id', type: 'varchar', length: '36', isPrimary: true },
      { name: 'draftId', type: 'varchar', length: '36' },
      { name: 'openid', type: 'varchar', length: '64' },
      { name: 'kind', type: 'varchar', length: '16' },
      { name: 'version', type: 'varchar', length: '32' },
      { name: 'digest', type: 'varchar', length: '64' },
      { name: 'given', type: 'integer' },
      { name: 'channel', type: 'varchar', length: '64' },
      { name: 'at', type: 'bigint' },
    ],
    indices: [{ name: 'consent_draft', columnNames: ['draftId', 'id'] }],
  },
  {
    name: 'commitment_exclusion',
    columns: [
      { name: 'id', type: 'varchar', length: '36', isPrimary: true },
      { name: 'identityNumber', type: 'text' },
      { name: 'identityIndex', type: 'varchar', length: '64' },
      { name: 'commitmentId', type: 'varchar', length: '36' },
      { name: 'since', type: 'bigint' },
      { name: 'repairedAt', type: 'bigint', isNullable: true },
      { name: 'repairedBy', type: 'varchar', length: '36', isNullable: true },
      { name: 'note', type: 'text', isNullable: true },
    ],
    indices: [
      { name: 'commitment_exclusion_identity', columnNames: ['identityIndex', 'repairedAt'] },
      { name: 'commitment_exclusion_once', columnNames: ['commitmentId'], isUnique: true },
    ],
  },
  {
    name: 'sample_period',
    columns: [
      { name: 'period', type: 'varchar', length: '7', isPrimary: true },
      { name: 'seed', type: 'varchar', length: '64' },
      { name: 'percent', type: 'integer' },
      { name: 'publishedAt', type: 'bigint' },
      { name: 'drawnAt', type: 'bigint', isNullable: true },
      { name: 'population', type: 'integer', isNullable: true },
    ],
    indices: [],
  },
  {
    name: 'verification',
    columns: [
      { name: 'id', type: 'varchar', length: '36', isPrimary: true },
      { name: 'commitmentId', type: 'varchar', length: '36' },
      { name: 'occasion', type: 'varchar', length: '48' },
      { name: 'told', type: 'text', isNullable: true },
      { name: 'outcome', type: 'varchar', length: '8' },
      { name: 'findings', type: 'text', isNullable: true },
      { name: 'staffId', type: 'varchar', length: '36', isNullable: true },
      { name: 'openedAt', type: 'bigint' },
      { name: 'closedAt', type: 'bigint', isNullable: true },
    ],
    indices: [
      { name: 'verification_open', columnNames: ['outcome', 'id'] },
      { name: 'verification_once', columnNames: ['commitmentId', 'occasion'], isUnique: true },
    ],
  },
  {
    name: 'page_visit',
    columns: [
      { name: 'digest', type: 'varchar', length: '64', isPrimary: true },
      { name: 'kind', type: 'varchar', length: '8' },
      { name: 'openid', type: 'varchar', length: '64' },
      { name: 'target', type: 'varchar', length: '36' },
      { name: 'wrong', type: 'integer', isNullable: true },
      { name: 'expiresAt', type: 'bigint' },
    ],
    indices: [{ name: 'page_visit_expiry', columnNames: ['expiresAt'] }],
  },
];

const text = (name: string): TableColumnOptions => ({ name, type: 'text', isNullable: true });
const short = (name: string, length: string): TableColumnOptions => ({
  ...{ name, type: 'varchar', length },
  isNullable: true,
});
const instant = (name: string): TableColumnOptions => ({ name, type: 'bigint', isNullable: true });

/** What commitments and applicants learn to keep; a commitment from before stays as it was signed. */
const columns: Record<string, TableColumnOptions[]> = {
  commitment: [
    short('method', '8'),
    instant('completedAt'),
    text('documents'),
    short('documentsDigest', '64'),
    short('fileKey', '64'),
    short('fileMime', '64'),
    short('fileSha256', '64'),
    text('ip'),
    short('signer', '12'),
    text('signerName'),
    short('reader', '80'),
    short('helperId', '36'),
    short('confirmedBy', '36'),
    text('note'),
    instant('withdrawnAt'),
    short('papersDueOn', '10'),
  ],
  applicant: [text('phone'), text('phoneReason')],
};

/** Signatures, separate consents, checks of commitments, exclusions, and visits of the pages opened from the chat. */
export class Commitments1795500300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(new Table(table));
    for (const [table, added] of Object.entries(columns))
      await runner.addColumns(
        table,
        added.map((column) => new TableColumn(column)),
      );
    await runner.createIndex(
      'commitment',
      new TableIndex({ name: 'commitment_status', columnNames: ['status', 'completedAt'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('commitment', 'commitment_status');
    for (const [table, added] of Object.entries(columns))
      await runner.dropColumns(
        table,
        added.map((column) => new TableColumn(column)),
      );
    for (const { name } of tables.toReversed()) await runner.dropTable(name);
  }
}
