// Who may import whom (README, "The house"). Run by test/shape/imports.test.ts.
const pure = '(rules|reference|vocabulary|calendar|data|validate|problems|contract|schedule|days|say)\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'bot-knows-contracts-only',
      comment: 'The bot speaks HTTP: of the server it may import contracts, vocabulary and texts.',
      severity: 'error',
      from: { path: '^bot/', pathNot: '^bot/main\\.ts$' },
      to: { path: '^(server|entities)/', pathNot: '(contract|vocabulary|server/texts/\\w+)\\.ts$' },
    },
    {
      name: 'bot-main-may-know-settings',
      severity: 'error',
      from: { path: '^bot/main\\.ts$' },
      to: {
        path: '^(server|entities)/',
        pathNot: '(contract|vocabulary|server/texts/\\w+|server/config)\\.ts$',
      },
    },
    {
      name: 'console-knows-contracts-only',
      severity: 'error',
      from: { path: '^server/console/' },
      to: { path: '^(server|entities|bot)/', pathNot: '(contract|vocabulary)\\.ts$|^server/console/' },
    },
    {
      name: 'puppet-stands-alone',
      comment: 'The puppet could be published on its own.',
      severity: 'error',
      from: { path: '^bot/puppet/' },
      to: { path: '^(server|entities|scripts|bot)/', pathNot: '^bot/puppet/' },
    },
    {
      name: 'simulator-stands-alone',
      comment: 'Puppet and simulator must not share a defect.',
      severity: 'error',
      from: { path: '^bot/simulator/' },
      to: { path: '^(server|entities|scripts|bot)/', pathNot: '^bot/simulator/' },
    },
    {
      name: 'dialogues-know-no-puppet',
      severity: 'error',
      from: { path: '^bot/dialogues/' },
      to: { path: '^bot/puppet/' },
    },
    {
      name: 'entities-know-nothing',
      severity: 'error',
      from: { path: '^entities/' },
      to: { path: '^(server|bot|scripts)/', pathNot: 'vocabulary\\.ts$' },
    },
    {
      name: 'contracts-are-schemas',
      severity: 'error',
      from: { path: 'server/.*contract\\.ts$' },
      to: { path: '^(server|entities|bot)/', pathNot: '(contract|vocabulary)\\.ts$' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '^server/\\w+/rules\\.ts$' },
      to: { path: '^(server|entities|bot)/', pathNot: `${pure}|^server/eligibility/|^server/answers/` },
    },
    {
      name: 'services-know-no-routes',
      severity: 'error',
      from: { path: '^server/', pathNot: '(routes|app|main)\\.ts$' },
      to: { path: 'routes\\.ts$' },
    },
    {
      name: 'server-knows-no-bot',
      severity: 'error',
      from: { path: '^(server|entities)/' },
      to: { path: '^bot/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules|^dist|^test' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
