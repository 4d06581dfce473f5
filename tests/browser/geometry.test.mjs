/** What the page shows of the geometry of the models, in Chromium: plot, outliers, criteria, and the card of a residue. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { drawn, launch, noBrowser, open, ready, still } from './browser.mjs';
import { report } from './entries.mjs';
import { reportWithOutliers } from './geometry.mjs';

const OUTLIERS = [
  [1, 'angle', 30, 'N-CA-C', 120, 111, 4.1],
  [2, 'angle', 30, 'N-CA-C', 100, 111, -4.9],
  [2, 'rotamer', 30, '60 -170 60 60', 0.0002],
  [3, 'cbeta', 30, 'CB', 0.31],
  [2, 'clash', 12, 'HA – A 18 OE1', 0.62],
  [4, 'bond', 50, 'CA-CB', 1.7, 1.53, 7.5],
];
const SCHEMA = new URL('../../docs/schema/residues.table.json', import.meta.url);

describe('the geometry of the models', { skip: noBrowser ?? false }, () => {
  let folder, browser, flat, file, plain;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'geometry-'));
    file = reportWithOutliers(join(folder, 'judged'), { residues: 100, judged: true }, OUTLIERS);
    plain = report(join(folder, 'plain'), { residues: 60, chains: ['A', 'B'], without: ['ensemble'] });
    browser = await launch();
    flat = await launch('--disable-3d-apis');
  });
  after(async () => {
    await browser?.close();
    await flat?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  async function opened(by = flat, options = {}, which = file) {
    const page = await open(by, which, options);
    await ready(page);
    return page;
  }
  const chosen = page => page.evaluate(() => [selection.chosen, selection.model]);
  async function plotted(page) {
    await page.locator('#ramachandranControls').scrollIntoViewIfNeeded();
    await page.waitForSelector('#ramachandranChart canvas', { timeout: 30_000 });
  }
  /** Where the plot has the point of a residue in a model, on the screen. */
  async function pointOf(page, id, model) {
    const place = await page.evaluate(
      ([row, of]) => {
        const view = charts.views.get('ramachandran');
        const found = [];
        const visit = (item, x, y) => {
          for (const child of item.items ?? []) {
            const [left, top] = item.marktype === 'group' ? [x + (child.x ?? 0), y + (child.y ?? 0)] : [x, y];
            if (child.items) visit(child, left, top);
            else if (child.datum?.id === row && child.datum.of === of) found.push([x + child.x, y + child.y]);
          }
        };
        visit(view.scenegraph().root, view.origin()[0] + view.padding().left, view.origin()[1] + view.padding().top);
        return found[0];
      },
      [id, model],
    );
    const canvas = page.locator('#ramachandranChart canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    return [box.x + place[0], box.y + place[1]];
  }

  test('a click on a point of the plot chooses residue and model', async () => {
    const page = await opened();
    await plotted(page);
    const points = await page.evaluate(() => charts.views.get('ramachandran').data('kind0').length);
    assert.ok(points > 400, `${points} of 5 models of 100 residues`);
    // the farthest from the others, so that no other covers it
    const lone = await page.evaluate(() => {
      const all = charts.views.get('ramachandran').data('kind0');
      const near = ({ phi, psi }) =>
        Math.min(...all.filter(p => p.phi !== phi || p.psi !== psi).map(p => Math.hypot(p.phi - phi, p.psi - psi)));
      const { id, of } = all.reduce((best, p) => (near(p) > near(best) ? p : best));
      return [id, of];
    });
    // what is drawn above the plot later moves it away from under the pointer
    const tooltip = page.locator('#tooltip:not([hidden])');
    let point;
    for (const end = Date.now() + 30000; Date.now() < end && !(await tooltip.count()); await page.waitForTimeout(200)) {
      await page.mouse.move(0, 0);
      point = await pointOf(page, ...lone);
      await page.mouse.move(...point);
    }
    assert.match(await page.locator('#tooltip').textContent(), /φ: .*ψ: .*in: model_000/);
    await page.mouse.click(...point);
    assert.deepEqual(await chosen(page), lone);
    assert.equal(await page.evaluate(() => charts.views.get('ramachandran').signal('chosen')), lone[0]);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('the outliers of the plot are named, and a key leads to them', async () => {
    const page = await opened();
    const names = page.locator('.places .place button');
    const expected = await page.evaluate(() => {
      const { torsions } = colours.page.geometry;
      const outlying = id => torsions.some(({ codes }) => (codes.charCodeAt(id) - 97) % 3 === 2);
      return [...Array(100).keys()].filter(id => torsions[0].codes[id] !== '.' && outlying(id)).length;
    });
    const more = Number((/and (\d+) more/.exec(await page.locator('.places').textContent()) ?? [0, 0])[1]);
    assert.equal((await names.count()) + more, expected);
    assert.ok(expected > 0);
    await names.first().focus();
    await page.keyboard.press('Enter');
    const [id] = await chosen(page);
    assert.equal(await names.first().textContent(), await page.evaluate(of => card.residues.name(of), id));
    await page.close();
  });

  test('classes can be chosen, and a phone begins with one', async () => {
    const page = await opened(flat, { viewport: { width: 390, height: 800 } });
    await plotted(page);
    assert.equal(await page.locator('#ramachandranKind').inputValue(), 'kind0');
    assert.deepEqual(await page.locator('#ramachandranKind option').allTextContents(), ['all', 'General']);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    const cut = () =>
      page.locator('#ramachandranChart').evaluate(({ parentElement: p }) => p.scrollWidth - p.clientWidth);
    assert.ok((await cut()) <= 0, 'the plot fits');
    await page.close();
  });

  test('a row of the outliers leads to its place in the worst model, by click and by key', async () => {
    const page = await opened(browser);
    const rows = page.locator('#outlierTable tbody tr');
    assert.match(
      await rows.first().textContent(),
      /LYS A 29bond angle N-CA-C2 of 5100\.0°, ideal 111\.0°, 4\.9.σmodel_0002/,
    );
    await rows.first().click();
    assert.deepEqual(await chosen(page), [30, 1]);
    await drawn(page);
    await still(page);
    assert.equal(await page.evaluate(() => view3d.sticks.length), 1);
    assert.match(await page.locator('#residue').textContent(), /Side chains of model_0002 alone/);
    assert.equal(await page.locator('#outlierTable tr.pointed').count(), 3);
    await page.getByRole('button', { name: 'of all models' }).click();
    await still(page);
    assert.equal(await page.evaluate(() => view3d.sticks.length), 5);

    await rows.filter({ hasText: 'clash' }).getByRole('button').focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(await chosen(page), [12, 1]);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('outliers are filtered by kind and sorted', async () => {
    const page = await opened();
    const seen = () => page.locator('#outlierTable tbody tr:visible td:first-child').allTextContents();
    assert.equal((await seen()).length, 5);
    await page.locator('#outlierKind').selectOption('bond');
    assert.deepEqual(await seen(), ['LYS A 49']);
    assert.equal(await page.locator('#outlierCount').textContent(), '1 of 5 rows');
    await page.locator('#outlierKind').selectOption('');
    await page.locator('#outlierTable th').getByText('residue').click();
    assert.deepEqual((await seen()).slice(0, 2), ['LYS A 11', 'LYS A 29']);
    await page.close();
  });

  test('the chart of criteria leads to a residue, by click and by keys', async () => {
    const page = await opened();
    const chain = page.locator('.criteria-chain');
    const place = await page.evaluate(() => {
      const line = criteria.chains[0].lines[0];
      const box = line.picture.getBoundingClientRect();
      document.getElementById('criteriaChart').scrollIntoView({ block: 'center' });
      const at = line.columns.findIndex(column => column?.id === 30);
      return { x: criteria.LABELS + criteria.cell * (at + 0.5), y: box.height - 5 };
    });
    await page.locator('.criteria svg').first().hover({ position: place });
    const told = await page.locator('#tooltip').textContent();
    assert.match(told, /^LYS A 29spread: .*rotamer: 1 of 5 models.*other geometry: 2 of 5 models/);
    await page.locator('.criteria svg').first().click({ position: place });
    assert.deepEqual(await chosen(page), [30, null]);
    assert.equal(await page.locator('.criteria .marker').count(), 1);
    await chain.focus();
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await chosen(page), [31, null]);
    assert.equal(await chain.getAttribute('aria-valuenow'), '32');
    assert.match(await chain.getAttribute('aria-valuetext'), /^GLU A 30, spread 0\.6 Å/);
    await page.keyboard.press('Home');
    assert.deepEqual(await chosen(page), [0, null]);
    const grades = await page.evaluate(() =>
      Object.fromEntries(criteria.rows.map(row => [row.key, row.grades[12] + row.grades[19] + row.grades[13]])),
    );
    assert.equal(grades.clash, '110', 'both residues of a clash, and no other');
    await page.close();
  });

  test('the chart of criteria breaks its lines where the page ends', async () => {
    const lines = [];
    for (const width of [390, 1440]) {
      const page = await opened(flat, { viewport: { width, height: 800 } });
      const cut = await page.locator('#criteriaChart').evaluate(box => box.scrollWidth - box.clientWidth);
      assert.ok(cut <= 0, `${cut} pixels at ${width}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      lines.push(await page.locator('.criteria svg').count());
      await page.close();
    }
    assert.deepEqual(lines, [4, 2]);
  });

  test('the card has every column, or says why not', async () => {
    const page = await opened();
    await page.evaluate(() => selection.choose(30));
    const terms = await page
      .locator('#residueNumbers .term')
      .evaluateAll(all => all.map(({ dataset }) => dataset.term));
    const columns = JSON.parse(readFileSync(SCHEMA, 'utf8')).fields.map(({ name }) => name);
    // what a page of protein alone, and of a run without models of half maps, does not need; kinds.test.mjs has the others
    const others = [
      'kind',
      'rmsd',
      'rmsd_sampled',
      'p_rmsd',
      'pucker',
      'suite',
      'suiteness',
      'ring',
      'ring_form',
      'ring_amplitude',
      'glycan_link',
      'base_pair',
      'base_pair_share',
      'base_pair_distance',
      'base_pair_angle',
      'half_map_shift',
      'half_map_shift_expected',
    ];
    assert.deepEqual(
      [...new Set(terms)].sort(),
      columns
        .slice(4)
        .filter(name => !others.includes(name))
        .sort(),
    );
    const text = await page.locator('#residueNumbers').innerText();
    assert.match(text, /Geometry[^]*rotamer\s+allowed[^]*φ, ψ of the best model\s+−?\d+°, −?\d+°/);
    assert.match(text, /atoms inside the contour \(no contour level was given\)/);
    assert.match(text, /bond angle, N-CA-C: 2 of 5 models, at worst 100\.0°/);
    await page.evaluate(() => selection.choose(3));
    assert.match(await page.locator('#residueNumbers').innerText(), /rotamer \(its side chain does not turn/);
    await page.close();
  });

  test('without models and outliers the page has neither plot nor list', async () => {
    const page = await opened(flat, {}, plain);
    assert.equal(await page.locator('#ramachandran, #outliers').count(), 0);
    assert.equal(await page.locator('.criteria-chain').count(), 2);
    assert.deepEqual(await page.evaluate(() => criteria.rows.map(({ key }) => key)), ['ca_rmsd', 'q_score']);
    await page.locator('.criteria-chain').last().focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => selection.chosen), 30, 'the first of the second chain');
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('without scripts the outliers are a table, and printed pages have the plot', async () => {
    const page = await open(flat, file, { javaScriptEnabled: false });
    assert.equal(await page.locator('#outlierTable tbody tr').count(), 5);
    assert.ok(await page.locator('section[aria-labelledby=ramachandran] svg').isVisible());
    await page.close();
  });
});
