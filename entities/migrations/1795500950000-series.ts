import { Table, type MigrationInterface, type QueryRunner, type TableOptions } from 'typeorm';

const key = { name: 'id', type: 'varchar', length: '36', isPrimary: true };
const text = (name: string, length: string, isNullable = false) => ({
  ...{ name, type: 'varchar', length, isNullable },
});
const long = (name: string, isNullable = false) => ({ name, type: 'text', isNullable });
const count = (name: string) => ({ name, type: 'integer' });
const instant = (name: string) => ({ name, type: 'bigint' });

const tables: TableOptions[] = [
  {
    name: 'push_series',
    columns: [
      ...[key, text('name', '64'), text('rhythm', '255'), text('time', '5'), count('daysAhead')],
      ...[text('reach', '12'), long('audience'), long('template', true), text('kind', '16')],
      ...[text('tag', '64'), text('status', '8'), text('startsOn', '10'), text('author', '80')],
      ...[count('version'), instant('createdAt')],
    ],
    indices: [{ name: 'push_series_status', columnNames: ['status'] }],
  },
  {
    name: 'series_occasion',
    columns: [...[key, text('seriesId', '36'), text('day', '10'), text('pushId', '36', true), instant('at')]],
    indices: [{ name: 'series_occasion_once', columnNames: ['seriesId', 'day'], isUnique: true }],
  },
];

/** Recurring series of pushes, and the days of them that were taken in hand. */
export class Series1795500950000 implements MigrationInterface {
  name = 'Series1795500950000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(new Table(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of tables.toReversed()) await runner.dropTable(name);
  }
}
