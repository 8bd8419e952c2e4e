import { Table, type MigrationInterface, type QueryRunner, type TableOptions } from 'typeorm';

const tables: TableOptions[] = [
  {
    name: 'switch_decision',
    columns: [
      { name: 'id', type: 'varchar', length: '36', isPrimary: true },
      { name: 'number', type: 'integer' },
      { name: 'switchId', type: 'varchar', length: '64' },
      { name: 'value', type: 'varchar', length: '64' },
      { name: 'fromDay', type: 'varchar', length: '10' },
      { name: 'reason', type: 'text' },
      { name: 'document', type: 'varchar', length: '128' },
      { name: 'decidedBy', type: 'varchar', length: '36' },
      { name: 'decidedAt', type: 'bigint' },
    ],
    indices: [
      { name: 'switch_decision_number', columnNames: ['number'], isUnique: true },
      { name: 'switch_decision_switch', columnNames: ['switchId', 'number'] },
    ],
  },
  {
    name: 'case_party',
    columns: [
      { name: 'id', type: 'varchar', length: '36', isPrimary: true },
      { name: 'caseId', type: 'varchar', length: '36' },
      { name: 'role', type: 'varchar', length: '12' },
      { name: 'name', type: 'text', isNullable: true },
      { name: 'nameIndex', type: 'varchar', length: '64', isNullable: true },
      { name: 'number', type: 'text', isNullable: true },
      { name: 'numberIndex', type: 'varchar', length: '64', isNullable: true },
      { name: 'matter', type: 'varchar', length: '32' },
    ],
    indices: [
      { name: 'case_party_case', columnNames: ['caseId'] },
      { name: 'case_party_name', columnNames: ['nameIndex'] },
      { name: 'case_party_number', columnNames: ['numberIndex'] },
    ],
  },
];

/** What the centre decided on open rules, and who is a party to which case. */
export class Switches1795500250000 implements MigrationInterface {
  name = 'Switches1795500250000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(new Table(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of tables.toReversed()) await runner.dropTable(name);
  }
}
