import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

const articleUrl = new TableColumn({ name: 'articleUrl', type: 'varchar', length: '500', isNullable: true });

/** Where the article of a forwarding pack stands once WeChat has published it. */
export class ArticleUrl1795500940000 implements MigrationInterface {
  name = 'ArticleUrl1795500940000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('push', articleUrl);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('push', articleUrl.name);
  }
}
