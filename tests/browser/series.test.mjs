/** The page of resolution series in a real browser: what it says, its slider, and that it is for everyone. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { drawn, faults, launch, noBrowser, open, ready } from './browser.mjs';
import { seriesPage } from './entries.mjs';

const EVIL = `<img src=x onerror="document.title='run'">`;
/** Cα RMSD, Å: residue 0 passes 1 Å half way, residue 1 never, residue 2 before; the others agree. */
const spreads = (index, step) => ([0.5, 0.4, 1.5][index] ?? 0.3) + step * ([1, 0.1, 2][index] ?? 0.1);

describe('the page of resolution series', { skip: noBrowser ?? false }, () => {
  let folder, browser, flat, file, long;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'series-'));
    const map = (nominal, seed, step, more = {}) => ({
      id: `apo_${nominal.toFixed(2)}_r${seed}`,
      series: 'apo',
      nominal,
      measured: nominal + 0.1,
      seed,
      spread: index => spreads(index, step),
      ...more,
    });
    file = seriesPage(
      join(folder, 'run'),
      [
        map(3, 1, 0),
        map(3, 2, 0),
        map(4, 1, 1),
        map(4, 2, 1, { measured: 4.5 }),
        map(3, 1, 0, { id: 'other_3.00', series: 'other', shift: 0, measured: 3.05 }),
      ],
      {
        chains: ['A', EVIL],
        missing: [{ id: 'apo_5.00_r1', series: 'apo', nominal: 5, seed: 1, reason: `It said ${EVIL}` }],
      },
    );
    long = seriesPage(
      join(folder, 'long'),
      [...Array(14).keys()].map(step => map(2.7 + 0.2 * step, 1, step / 4)),
      { residues: 500, models: 10 },
    );
    browser = await launch();
    flat = await launch('--disable-3d-apis');
  });
  after(async () => {
    await browser?.close();
    await flat?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const opened = async (by, what, options) => {
    const page = await open(by, what, options);
    await ready(page);
    return page;
  };
  const texts = (page, selector) => page.$$eval(selector, all => all.map(each => each.textContent.trim()));
  const shown = (page, id) => page.waitForSelector(`#stage[data-map="${id}"]`, { timeout: 60_000 });

  test('it names what is missing, what differs and what was passed on, and asks nothing of the network', async () => {
    const page = await opened(flat, file);
    assert.deepEqual([page.requests, page.complaints], [[], []]);
    assert.equal(await page.title(), 'Resolution series of apo and other');
    const lines = await texts(page, '.note li');
    assert.equal(lines[0], `apo_5.00_r1 has no result: It said ${EVIL}`);
    assert.match(lines[1], /^apo_4\.00_r2 measures 4\.50.Å, 13.% more than the 4.Å/);
    assert.match(lines[2], /^other_3\.00 has the half maps as they were given/);
    assert.equal(lines.length, 3);
    assert.equal(await page.locator('#stage').count(), 0);
    assert.match(await page.textContent('#no3d'), /no WebGL/);
    await page.close();
  });

  test('the tables have the resolutions and link to the page of every map', async () => {
    const page = await opened(flat, file);
    const cells = await page.$$eval('table', ([steps]) =>
      [...steps.rows].map(row => [...row.cells].map(c => c.textContent)),
    );
    // 40 residues: 37 of 0.3, and 0.5, 0.4 and 1.5 Å
    assert.deepEqual(cells[1], ['3', '3.10', '2', '0.34', '0.00', '98\u00a0%', '0\u00a0%']);
    assert.equal(cells[2][1], '4.30');
    const links = await page.$$eval('td a', all => all.map(link => link.getAttribute('href')));
    assert.equal(links[0], 'apo_3.00_r1/report.html');
    assert.equal(links.length, 5);
    await page.close();
  });

  test('the charts say what the pointer is on', async () => {
    const page = await opened(flat, file);
    const datum = await page.evaluate(() => {
      const found = [];
      const visit = item => {
        for (const child of item.items ?? []) {
          if (child.tooltip?.residue) found.push(child.tooltip);
          visit(child);
        }
      };
      visit(seriesCharts.views.get('lost0').scenegraph().root);
      return found.find(({ residue }) => residue === 'LYS A 0');
    });
    // from 0.5 Å at 3.1 Å to 1.5 Å at 4.3 Å
    assert.equal(datum['passes 1 Å at'], '3.70\u00a0Å');
    assert.equal(datum['passes 3 Å at'], 'no map of the series');
    await page.close();
  });

  test('the slider goes through the maps by keys, the colours and the other series with it', async () => {
    const page = await opened(browser, file);
    await drawn(page);
    assert.match(await page.textContent('#stepName'), /^apo_3\.00_r1: 3.Å \(measured 3\.10.Å\)/);
    const ofFirst = scheme => page.evaluate(name => colours.of(0, name + ' x'), scheme);
    assert.equal(await ofFirst('spread'), '#3a6fb7');
    await page.locator('#step').focus();
    await page.keyboard.press('End');
    await shown(page, 'apo_4.00_r2');
    assert.equal(await page.getAttribute('#step', 'aria-valuetext'), await page.textContent('#stepName'));
    assert.equal(await ofFirst('spread'), '#8f8f8f');
    assert.equal(await page.evaluate(() => view3d.structures.length), 3);
    await page.locator('[name=colours][value=lost1]').check();
    assert.equal(await ofFirst('lost1'), '#e69f00', 'the middle of the scale');
    assert.deepEqual(await page.evaluate(() => [1, 2].map(row => colours.of(row, 'lost1 x'))), ['#0072b2', '#8f1149']);
    await page.evaluate(() => selection.choose(0));
    assert.match(
      await page.textContent('#chosenResidue'),
      /^LYS A 0: spread 0\.50 Å at 3.* Passes 1 Å in maps of 3\.70 Å/,
    );
    await page.locator('[name=show][value=worm]').check();
    await page.selectOption('#seriesName', 'other');
    await shown(page, 'other_3.00');
    assert.equal(await page.evaluate(() => view3d.plugin.state.data.cells.get(view3d.worm.ref).state.isHidden), false);
    assert.deepEqual(
      page.complaints.filter(text => !text.includes('GPU stall')),
      [],
    );
    await page.close();
  });

  for (const width of [390, 1400])
    for (const colorScheme of ['light', 'dark'])
      test(`axe-core finds no serious fault, and nothing is wider than the screen: ${width}, ${colorScheme}`, async () => {
        const page = await opened(browser, file, { viewport: { width, height: 900 }, colorScheme });
        await drawn(page);
        assert.deepEqual(await faults(page), []);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
        await page.close();
      });

  test('without scripts, and on paper, the figures and tables are there', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto('file://' + file);
    for (const figure of ['curve0', 'worms0', 'lost0', 'fsc0', 'curve1'])
      assert.ok(await page.isVisible(`#${figure}Picture svg`), figure);
    assert.equal(await page.isVisible('#viewSection'), false);
    assert.equal(await page.locator('table').count(), 4);
    await context.close();
    const printed = await opened(flat, file);
    await printed.emulateMedia({ media: 'print' });
    assert.ok(await printed.isVisible('#curve0Picture svg'));
    assert.equal(await printed.isVisible('#curve0Chart'), false);
    await printed.close();
  });

  test('a long series of a large molecule stays small and opens', async () => {
    const { size } = statSync(long);
    assert.ok(size < 10e6, `${size} bytes`);
    const page = await opened(browser, long);
    await drawn(page);
    await page.locator('#step').focus();
    await page.keyboard.press('ArrowRight');
    await shown(page, 'apo_2.90_r1');
    assert.deepEqual(
      page.complaints.filter(text => !text.includes('GPU stall')),
      [],
    );
    await page.close();
  });
});
