import {
  Table,
  TableColumn,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableOptions,
} from 'typeorm';

const tables: TableOptions[] = [
  {
    name: 'handoff_message',
    columns: [
      { name: 'id', type: 'varchar', length: '36', isPrimary: true },
      { name: 'handoffId', type: 'varchar', length: '36' },
      { name: 'author', type: 'varchar', length: '8' },
      { name: 'staffId', type: 'varchar', length: '36', isNullable: true },
      { name: 'text', type: 'text' },
      { name: 'at', type: 'bigint' },
    ],
    indices: [{ name: 'handoff_message_thread', columnNames: ['handoffId', 'id'] }],
  },
  {
    name: 'alarm_step',
    columns: [
      { name: 'id', type: 'varchar', length: '36', isPrimary: true },
      { name: 'handoffId', type: 'varchar', length: '36' },
      { name: 'level', type: 'integer' },
      { name: 'people', type: 'integer' },
      { name: 'at', type: 'bigint' },
    ],
    indices: [{ name: 'alarm_step_handoff', columnNames: ['handoffId'] }],
  },
  {
    name: 'duty_setting',
    columns: [
      { name: 'id', type: 'varchar', length: '16', isPrimary: true },
      { name: 'value', type: 'text' },
      { name: 'version', type: 'integer' },
      { name: 'changedBy', type: 'varchar', length: '36' },
      { name: 'changedAt', type: 'bigint' },
    ],
  },
];

const instants = [
  'callBackBy',
  'remindedAt',
  'answeredAt',
  'unreadSince',
  'alarmDueAt',
  'toldAt',
  'unconfirmedAt',
];

export class Contact1795500400000 implements MigrationInterface {
  name = 'Contact1795500400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(new Table(table));
    for (const name of instants)
      await runner.addColumn('handoff', new TableColumn({ name, type: 'bigint', isNullable: true }));
    await runner.createIndex(
      'handoff',
      new TableIndex({ name: 'handoff_alarm', columnNames: ['alarmDueAt'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('handoff', 'handoff_alarm');
    for (const name of instants.toReversed()) await runner.dropColumn('handoff', name);
    for (const { name } of tables.toReversed()) await runner.dropTable(name);
  }
}
