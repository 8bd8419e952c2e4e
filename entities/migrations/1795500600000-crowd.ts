import { Table, TableColumn, type MigrationInterface, type QueryRunner, type TableOptions } from 'typeorm';

const key = (name: string, length = '36') => ({ name, type: 'varchar', length, isPrimary: true });
const text = (name: string, length = '64', isNullable = false) => ({
  ...{ name, type: 'varchar', length, isNullable },
});
const long = (name: string) => ({ name, type: 'text' });
const count = (name: string, isNullable = false) => ({ name, type: 'integer', isNullable });
const instant = (name: string, isNullable = false) => ({ name, type: 'bigint', isNullable });
const index = (name: string, ...columnNames: string[]) => ({ name, columnNames });

const volunteerColumns = [
  text('area', '64', true),
  { name: 'phone', type: 'text', isNullable: true },
  text('joinedOn', '10', true),
  text('standing', '12', true),
  text('standingReason', '200', true),
  text('standingOn', '10', true),
];

const tables: TableOptions[] = [
  {
    name: 'volunteer_record',
    columns: [
      ...[key('id'), text('volunteerId', '36'), text('kind', '12'), text('onDay', '10'), long('note')],
      ...[count('minutes'), count('void'), text('byId', '36'), instant('at')],
    ],
    indices: [index('volunteer_record_of', 'volunteerId', 'onDay')],
  },
  {
    name: 'activity',
    columns: [
      ...[key('id'), text('kind', '12'), text('title'), text('township'), text('place', '200')],
      ...[instant('startsAt'), instant('endsAt'), count('seats', true), text('status', '12')],
      ...[text('code', '8'), count('others'), long('given'), text('reason', '255', true)],
      ...[text('byId', '36'), count('version'), instant('createdAt')],
    ],
    indices: [index('activity_time', 'startsAt'), index('activity_code', 'code')],
  },
  {
    name: 'activity_guest',
    columns: [
      ...[key('activityId'), key('openid', '64'), instant('signedUpAt', true)],
      ...[instant('cameAt', true), count('cancelled')],
    ],
    indices: [index('activity_guest_openid', 'openid')],
  },
  {
    name: 'activity_volunteer',
    columns: [
      ...[key('activityId'), key('volunteerId'), text('status', '12'), count('minutes'), text('onDay', '10')],
    ],
    indices: [index('activity_volunteer_of', 'volunteerId', 'onDay')],
  },
  {
    name: 'activity_photo',
    columns: [
      ...[key('id'), text('activityId', '36'), text('fileKey'), text('mime', '32'), text('byId', '36')],
      instant('at'),
    ],
    indices: [index('activity_photo_of', 'activityId')],
  },
  {
    name: 'scene',
    columns: [
      ...[key('code', '32'), text('kind', '12'), text('refId', '36'), text('url', '255', true)],
      ...[instant('dueAt'), instant('createdAt')],
    ],
    indices: [index('scene_of', 'kind', 'refId'), index('scene_queue', 'url', 'dueAt')],
  },
  {
    name: 'scene_visit',
    columns: [key('code', '32'), key('openid', '64'), count('followed'), instant('at')],
    indices: [index('scene_visit_openid', 'openid'), index('scene_visit_at', 'at')],
  },
  {
    name: 'subscription_consent',
    columns: [
      ...[key('id'), text('openid'), text('templateId'), text('template'), text('decided', '12')],
      ...[text('eventKey', '160'), instant('at')],
    ],
    indices: [
      { ...index('subscription_consent_once', 'eventKey'), isUnique: true },
      index('subscription_consent_openid', 'openid'),
    ],
  },
];

/** Volunteers' books, activities, QR codes and consents to subscription notices. */
export class Crowd1795500600000 implements MigrationInterface {
  name = 'Crowd1795500600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of volunteerColumns) await runner.addColumn('volunteer', new TableColumn(column));
    for (const table of tables) await runner.createTable(new Table(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of tables.toReversed()) await runner.dropTable(name);
    for (const { name } of volunteerColumns.toReversed()) await runner.dropColumn('volunteer', name);
  }
}
