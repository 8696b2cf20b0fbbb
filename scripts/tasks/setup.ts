// `npm run setup`: everything was done by the time this runs.
export async function main(): Promise<void> {
  process.stdout.write('Everything is in place.\n');
}
