/** What eslint checks. EMCONVERGE_LINT names the folder into which tests/lint/package.json was installed. */
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.env.EMCONVERGE_LINT ?? process.cwd(), 'package.json'));
const js = require('@eslint/js');
const globals = require('globals');

const PAGE = 'java-tools/src/main/resources/org/emconverge/report';
/** The scripts of a page share one scope: what one declares at its top level, the others use. */
const shared = readdirSync(PAGE)
  .filter(name => name.endsWith('.js'))
  .flatMap(name => [
    ...readFileSync(join(PAGE, name), 'utf8').matchAll(/^(?:const|let|class|(?:async )?function) (\w+)/gm),
  ])
  .map(([, name]) => [name, 'readonly']);
const LIBRARIES = { molstar: 'readonly', vega: 'readonly' };

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-shadow': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: [`${PAGE}/*.js`],
    languageOptions: {
      sourceType: 'script',
      globals: { ...globals.browser, ...Object.fromEntries(shared), ...LIBRARIES },
    },
    rules: {
      // only what stands inside a function or block is this script's own
      'no-redeclare': ['error', { builtinGlobals: false }],
      'no-unused-vars': ['error', { vars: 'local' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      strict: ['error', 'global'],
    },
  },
  { files: ['**/*.mjs', 'java-tools/page/*.js'], languageOptions: { sourceType: 'module', globals: globals.node } },
  // parts of these run in the browser that they drive
  {
    files: ['tests/browser/*.mjs', 'bench/*.mjs'],
    languageOptions: { globals: { ...globals.browser, ...Object.fromEntries(shared), ...LIBRARIES } },
  },
];
