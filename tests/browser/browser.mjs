/** Chromium for the tests. EMCONVERGE_BROWSER names the folder into which tests/browser/package.json was installed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.env.EMCONVERGE_BROWSER ?? process.cwd(), 'package.json'));
/** A package of the tests. */
export const load = async name => import(pathToFileURL(require.resolve(name)).href);
/** Flags of the package that would hide faults of a page. */
const LAX = new Set(['--disable-web-security', '--allow-running-insecure-content', '--single-process']);

/** Why there is no browser here; null where there is one. */
export const noBrowser = process.platform === 'linux' ? null : 'the packaged Chromium is for Linux only';

/** @param flags more of them, for instance one that turns WebGL off */
export async function launch(...flags) {
  const { default: packaged } = await load('@sparticuz/chromium');
  const { chromium } = (await load('playwright-core')).default;
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    headless: true,
    args: [...packaged.args.filter(flag => !LAX.has(flag)), ...flags],
  });
}

/**
 * A page from a file. What it asks of the network and complains of is collected in {@code page.requests} and {@code page.complaints}.
 *
 * @param options of Playwright's newPage, for instance the viewport
 */
export async function open(browser, file, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, ...options });
  const address = pathToFileURL(file).href;
  page.requests = [];
  page.complaints = [];
  page.on(
    'request',
    request => /^(data|blob):/.test(request.url()) || request.url() === address || page.requests.push(request.url()),
  );
  page.on('console', message => ['error', 'warning'].includes(message.type()) && page.complaints.push(message.text()));
  page.on('pageerror', error => page.complaints.push(String(error)));
  await page.goto(address);
  return page;
}

/** Waits for what a page can do beyond being read. */
export const ready = page => page.waitForSelector('body[data-ready]', { timeout: 60_000 });
/** Waits for the 3D view, which starts once it is seen. */
export const drawn = async page => {
  await page.locator('#stage').scrollIntoViewIfNeeded();
  await page.waitForSelector('#stage[data-ready]', { timeout: 120_000 });
};
/** Waits until the 3D view moves no more. */
export const still = async page => {
  await page.evaluate(() => view3d.work);
  await page.waitForTimeout(300);
  await page.waitForFunction(() => !view3d.plugin.canvas3d.camera.transition.inTransition);
};

/**
 * What axe-core finds serious or critical, a line a rule: which one, how often and where first.
 *
 * @param parts selectors of what is looked at; all of the page without any
 */
export async function faults(page, ...parts) {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async include => {
    const { violations } = await globalThis.axe.run(include.length ? { include } : document, {
      resultTypes: ['violations'],
    });
    return violations
      .filter(({ impact }) => ['serious', 'critical'].includes(impact))
      .map(({ id, nodes }) => `${id}: ${nodes.length}: ${nodes[0].html.slice(0, 200)}: ${nodes[0].failureSummary}`);
  }, parts);
}
