// Who may import whom (docs/architecture.md §3). Dependencies point inward: web and activities know the domain, the domain knows nobody.
// A test shows that each rule catches what it forbids: test/house/import-rules.test.ts

/** Rooms of the house and the other rooms each may import; a room that is missing here may import every other. */
const MAY_IMPORT = {
  domain: [],
  intake: ['domain'],
  documents: ['domain'],
  channels: ['domain'],
  config: ['domain'],
  services: ['domain', 'prisma', 'config', 'documents', 'intake', 'channels'],
  activities: ['domain', 'services', 'channels', 'documents', 'intake', 'config', 'prisma'],
  workflows: ['domain', 'activities'],
  web: ['services', 'domain', 'documents', 'config'],
  prisma: [],
};

const ROOMS = [...Object.keys(MAY_IMPORT), 'worker', 'scripts', 'test', 'bench'];

/** Rooms that stay free of packages and of the machine, and what they may use all the same. */
const PACKAGES = {
  domain: { only: 'node_modules/(@types/)?luxon/', because: 'decisions are pure: no I/O, no clock (laws 2 and 3)' },
  workflows: {
    only: 'node_modules/@temporalio/(workflow|common)/',
    because: 'a package in workflow code is bundled, replayed and must be deterministic (law 2)',
  },
  config: { only: 'node_modules/(zod|date-holidays|luxon|@types/luxon)/', because: 'configuration is data and its check' },
};

// A fixture is part of the tests beside it and may take what they take.
const TESTS = '\\.(test|fixture)\\.tsx?$';
const inRoom = (room) => `^${room}/`;

const roomRules = Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
  name: `${room}-imports`,
  comment: `${room}/ may import ${allowed.length > 0 ? allowed.join(', ') : 'no other room'} (architecture §3).`,
  severity: 'error',
  from: { path: inRoom(room), pathNot: TESTS },
  to: { path: ROOMS.filter((other) => other !== room && !allowed.includes(other)).map(inRoom) },
}));

const packageRules = Object.entries(PACKAGES).flatMap(([room, { only, because }]) => [
  {
    name: `${room}-packages`,
    comment: `${room}/ takes few packages: ${because}.`,
    severity: 'error',
    from: { path: inRoom(room), pathNot: TESTS },
    to: { path: 'node_modules/', pathNot: only },
  },
  {
    name: `${room}-no-machine`,
    comment: `${room}/ does not touch files, network or processes: ${because}.`,
    severity: 'error',
    from: { path: inRoom(room), pathNot: TESTS },
    to: { dependencyTypes: ['core'] },
  },
]);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    ...packageRules,
    {
      name: 'workflows-activity-types-only',
      comment: 'A workflow that imports an activity for its value drags the database into the bundle.',
      severity: 'error',
      from: { path: inRoom('workflows'), pathNot: TESTS },
      to: { path: inRoom('activities'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'services-channel-types-only',
      comment: 'Use cases write to the outbox; sending belongs to activities (law 2).',
      severity: 'error',
      from: { path: inRoom('services'), pathNot: TESTS },
      to: { path: inRoom('channels'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'env-zod-only',
      comment: 'The configuration must be readable before anything else is loaded.',
      severity: 'error',
      from: { path: '^config/(env|variables)\\.ts$' },
      to: { pathNot: ['node_modules/zod/', '^config/(env|variables)\\.ts$'] },
    },
    {
      name: 'no-circle',
      comment: 'Files that import each other in a circle have one reason to change between them.',
      severity: 'error',
      from: { pathNot: '^prisma/generated/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-development-packages',
      comment: 'What runs in production must be installed in production.',
      severity: 'error',
      from: { path: ROOMS.filter((room) => !['test', 'scripts', 'bench'].includes(room)).map(inRoom), pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'no-unresolvable',
      comment: 'The file or package does not exist.',
      severity: 'error',
      from: { pathNot: '^test/house/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^prisma/generated'] },
    exclude: { path: ['^\\.dondoc/', '^out/', '^dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
