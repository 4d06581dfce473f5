/**
 * The core of the pages in Firefox, where one is installed (Debian and Ubuntu: firefox-esr, firefox; or EMCONVERGE_FIREFOX): no
 * registry of packages carries it. Puppeteer drives it, by WebDriver BiDi, as Playwright asks commands of it that it does not know.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { load } from './browser.mjs';
import { indexPage, report } from './entries.mjs';

/** The program; null where there is none. */
function firefox() {
  for (const name of [process.env.EMCONVERGE_FIREFOX, 'firefox-esr', 'firefox'].filter(Boolean)) {
    try {
      return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).trim();
    } catch {
      // the next
    }
  }
  return null;
}

const executablePath = firefox();
const skip = executablePath === null && 'there is no firefox-esr or firefox on the PATH, nor in EMCONVERGE_FIREFOX';

describe('the pages in Firefox', { skip }, () => {
  let folder, browser, file, list;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firefox-'));
    file = report(join(folder, 'judged'), { residues: 100, judged: true });
    list = indexPage(folder, ['judged']);
    const { default: puppeteer } = await load('puppeteer-core');
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      protocolTimeout: 240_000,
      extraPrefsFirefox: { 'webgl.force-enabled': true },
    });
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  async function opened(what, width = 1400) {
    const page = await browser.newPage();
    page.complaints = [];
    page.on('console', message => ['error', 'warn'].includes(message.type()) && page.complaints.push(message.text()));
    page.on('pageerror', error => page.complaints.push(String(error)));
    await page.setViewport({ width, height: 900 });
    await page.goto('file://' + what);
    await page.waitForSelector('body[data-ready]', { timeout: 60_000 });
    return page;
  }
  const background = page => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  test('charts are drawn, a residue is chosen by the keyboard, other colours and tracks are shown', async () => {
    const page = await opened(file);
    assert.deepEqual(
      await page.evaluate(() =>
        ['profile', 'histogram', 'relations', 'ranking'].filter(name => !charts.views.has(name)),
      ),
      [],
    );
    await page.focus('#sequences .letters');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => selection.chosen), 10);
    assert.match(await page.$eval('#residue', card => card.textContent), /LYS A 9/);
    await page.evaluate(() => document.querySelector('[name=colours][value=even]').click());
    assert.equal(
      await page.$eval('#r10', letter => getComputedStyle(letter).backgroundColor),
      await page.evaluate(() => {
        const channel = at => parseInt(colours.of(10).slice(at, at + 2), 16);
        return `rgb(${channel(1)}, ${channel(3)}, ${channel(5)})`;
      }),
    );
    await page.evaluate(() => document.querySelector('[name=track][value=q_score]').click());
    await page.waitForFunction(() => charts.track.column === 'q_score');
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('the models are drawn, or it says that there is no WebGL', async () => {
    const page = await opened(file);
    const hasWebGl = await page.evaluate(() => view3d.isPossible());
    if (hasWebGl) {
      await page.evaluate(() => document.getElementById('stage').scrollIntoView());
      await page.waitForSelector('#stage[data-ready]', { timeout: 240_000 });
      assert.equal(await page.evaluate(() => view3d.structures.length), 5);
    } else {
      assert.match(await page.$eval('#no3d', words => words.textContent), /This browser has no WebGL/);
    }
    await page.close();
  });

  test('a button makes it dark, tables sort, and a phone has nothing to scroll sideways', async () => {
    const page = await opened(file, 390);
    assert.equal(await background(page), 'rgb(255, 255, 255)');
    await page.click('button.appearance');
    assert.equal(await background(page), 'rgb(18, 23, 30)');
    const ranks = () => page.$$eval('#ranking tbody tr', rows => rows.map(row => Number(row.cells[0].textContent)));
    await page.click('#ranking th button');
    await page.click('#ranking th button');
    const sorted = await ranks();
    assert.deepEqual(
      sorted,
      [...sorted].sort((a, b) => b - a),
    );
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390));
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('the index filters its entries', async () => {
    const page = await opened(list);
    await page.type('#text', 'nothing of the kind');
    assert.equal(await page.$eval('#shown', shown => shown.textContent), '0 of 1 entry');
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
});
