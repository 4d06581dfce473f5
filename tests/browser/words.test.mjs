/** What the page says in words and where it leads: terms and the glossary, links, percentiles, and what to do now; in Chromium. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch, noBrowser, open, ready } from './browser.mjs';
import { report } from './entries.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const STAGE = {
  ramachandran: { favoured_percent: 97, outliers_percent: 0.4 },
  rotamers: { outliers_percent: 1.2 },
  clashscore: 4,
  molprobity_score: 1.5,
  bonds: { outliers: 0, rmsz: 0.4 },
  judged: { ramachandran: 98, rotamers: 80, bonds: 800 },
  fit: { cc_mask: 0.8, q_score: { 0.4: 0.5, 0.6: 0.6 }, smoc: 0.8, fsc_05: 3.6, emringer: 2 },
};
/** 20 entries of clashscore 1 to 20, ten of them of like resolution, the even ones. */
const REFERENCE = [
  'id,resolution,clashscore',
  ...[...Array(20).keys()].map(i => [`e${i}`, i % 2 ? 3.4 : 6, i + 1].join()),
  '',
].join('\n');

/** An entry with its page in its own folder, beside which the files and the run lie that it links to. */
function results(folder, options, ...more) {
  report(folder, options);
  rmSync(join(folder, 'report'), { recursive: true });
  const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
  summary.validation[options.given ? 'given' : 'refined'] = STAGE;
  writeFileSync(join(folder, 'summary.json'), JSON.stringify(summary));
  for (const name of ['deposit_ca_trace.cif', 'deposit_without_undetermined.cif', 'outliers.csv', 'validation.json'])
    writeFileSync(join(folder, name), '');
  const renderer = join(ROOT, 'bin', 'render_figures.py');
  execFileSync(
    join(ROOT, 'bin', 'emtools'),
    ['report', '--entry', folder, '--out-dir', folder, '--renderer', renderer, ...more],
    { stdio: 'pipe' },
  );
  return join(folder, 'report.html');
}

describe('the words of a page', { skip: noBrowser ?? false }, () => {
  let folder, browser, judged, given;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'words #-')); // a name that an address has to escape
    for (const name of ['index.html', 'index.csv']) writeFileSync(join(folder, name), '');
    writeFileSync(join(folder, 'reference.csv'), REFERENCE);
    const links = ['--reference', join(folder, 'reference.csv'), '--emdb', '2566', '--pdb', 'pdb_00003j6b'];
    judged = results(join(folder, 'judged'), { residues: 100, judged: true, models: 3 }, ...links);
    given = results(join(folder, 'given'), { residues: 100, given: true, models: 3 });
    browser = await launch('--disable-3d-apis');
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  async function opened(file = judged, options = {}) {
    const page = await open(browser, file, options);
    await ready(page);
    return page;
  }
  const shown = page => page.locator('.explanation').isVisible();

  test('links lead to files that are there, to places of the page, or to archives and publications', async () => {
    for (const [file, least] of [
      [judged, 12],
      [given, 10],
    ]) {
      const page = await opened(file);
      const links = await page.locator('a[href]').evaluateAll(all => all.map(a => a.getAttribute('href')));
      const own = links.filter(href => !/^(#|https:)/.test(href));
      assert.ok(own.length > least, `${own}`);
      for (const href of own) assert.ok(existsSync(new URL(href, pathToFileURL(file))), href);
      for (const href of links.filter(link => link.startsWith('#')))
        assert.equal(await page.locator(href).count(), 1, href);
      for (const href of links.filter(link => link.startsWith('https:')))
        assert.match(
          href,
          /^https:\/\/(doi\.org\/10\.\d+\/\S+|www\.ebi\.ac\.uk\/emdb\/EMD-2566|www\.rcsb\.org\/structure\/3J6B)$/,
        );
      assert.equal(await page.locator('.where a', { hasText: 'all entries' }).getAttribute('href'), '../index.html');
      assert.deepEqual(page.requests, []);
      await page.close();
    }
  });

  test('every label of a number has a definition, those that scripts add too', async () => {
    const page = await opened();
    await page.evaluate(() => selection.choose(12));
    const unexplained = await page.evaluate(() => {
      const labels = document.querySelectorAll(
        '.keys li > span, table.named td:first-child, [aria-labelledby=numbers] th:not(:first-child), #ranking th,' +
          '#tracks label, .percentiles td:first-child, #residueNumbers dt',
      );
      const plain = ['rank', 'model', ''];
      return [...labels]
        .filter(label => !plain.includes(label.textContent.trim()))
        .filter(label => label.querySelector('.term[data-explained]')?.textContent.trim() !== label.textContent.trim())
        .map(label => label.textContent.trim());
    });
    assert.deepEqual(unexplained, []);
    assert.equal(await page.locator('.term:not([data-explained])').count(), 0);
    assert.ok((await page.locator('#residueNumbers .term[data-explained]').count()) > 4);
    assert.ok((await page.locator('[aria-labelledby=validation] .term').count()) > 10);
    await page.close();
  });

  test('a term explains itself at the pointer, until that has left it and the explanation', async () => {
    const page = await opened();
    const term = page.locator('[data-term=clashscore]').first();
    assert.equal(await shown(page), false);
    await term.hover();
    const words = await page.locator('.explanation').textContent();
    assert.match(words, /per 1,000 atoms.*lower is better.*Word et al., 1999; Chen et al., 2010$/);
    await page.locator('.explanation').hover();
    await page.waitForTimeout(400);
    assert.ok(await shown(page));
    await page.mouse.move(2, 2);
    await page.waitForFunction(() => document.querySelector('.explanation').hidden);
    await page.close();
  });

  test('the keyboard reaches a term, its explanation and the glossary', async () => {
    const page = await opened();
    assert.equal(await page.locator('#glossaryTerms').isVisible(), false, 'folded on the screen');
    const term = page.locator('.keys .term').first();
    for (let i = 0; i < 12 && !(await term.evaluate(of => of === document.activeElement)); i++)
      await page.keyboard.press('Tab');
    assert.ok(await shown(page));
    const described = await term.getAttribute('aria-describedby');
    assert.match(await page.locator(`#${described}`).textContent(), /they lie where they belong/);
    await page.keyboard.press('Escape');
    assert.equal(await shown(page), false);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'term-determined');
    assert.ok(await page.locator('#term-determined').isVisible());
    assert.equal(await page.locator('.unfoldGlossary').getAttribute('aria-expanded'), 'true');
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('a term in a control leaves the control as it is', async () => {
    const page = await opened();
    const choice = page.locator('#tracks').getByLabel('Q-score');
    assert.equal(await choice.getAttribute('aria-describedby'), 'definition-q_score');
    await page.locator('#tracks .term', { hasText: 'Q-score' }).click();
    assert.ok(await choice.isChecked());
    await page.locator('#ranking th', { hasText: 'clashscore' }).getByRole('button').click();
    assert.equal(await page.locator('#ranking th[aria-sort]').textContent(), 'clashscore');
    assert.equal(await page.locator('#glossaryTerms').isVisible(), false);
    assert.equal(await page.locator('button .term[tabindex], label .term[tabindex]').count(), 0);
    await page.close();
  });

  test('on a touch screen the first tap explains, the second leads to the glossary', async () => {
    const page = await opened(judged, { hasTouch: true, viewport: { width: 390, height: 800 } });
    const term = page.locator('.keys .term').first();
    await term.tap();
    assert.ok(await shown(page));
    assert.equal(await page.locator('#glossaryTerms').isVisible(), false);
    const box = await page.locator('.explanation').boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 390);
    await term.tap();
    assert.ok(await page.locator('#term-determined').isVisible());
    await page.close();
  });

  test('on paper, and without scripts, the glossary is whole', async () => {
    const page = await opened();
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.locator('#term-emringer').isVisible());
    assert.equal(await page.locator('.unfoldGlossary').isVisible(), false);
    await page.close();
    const plain = await open(browser, judged, { javaScriptEnabled: false });
    assert.ok(await plain.locator('#term-emringer').isVisible());
    await plain.close();
  });

  test('percentiles stand on a bar and in words, where there is a reference set', async () => {
    const page = await opened();
    const row = page.locator('.percentiles tbody tr');
    assert.equal(await row.count(), 1);
    // of 1 to 20 those above 4 are worse, and 4 itself half; at like resolution of 2, 4 … 20
    assert.match(await row.textContent(), /better than 83\s% of 20; at like resolution 85\s% of 10/);
    const place = name =>
      row.evaluate((of, style) => {
        const [bar, mark] = ['.slider', `.slider .${style}`].map(s => of.querySelector(s).getBoundingClientRect());
        return (mark.left + mark.width / 2 - bar.left) / bar.width;
      }, name);
    assert.ok(Math.abs((await place('all')) - 0.825) < 0.01);
    assert.ok(Math.abs((await place('alike')) - 0.85) < 0.01);
    assert.match(await page.locator('.percentiles').textContent(), /Reference set: reference\.csv, 20 entries/);
    await page.close();
    const without = await opened(given);
    assert.equal(await without.locator('.percentiles').count(), 0);
    await without.close();
  });

  test('what to do now leads to the residues, and names files and commands', async () => {
    const page = await opened();
    const next = page.locator('.next');
    assert.ok((await next.locator('.look').count()) <= 10);
    const first = next.locator('.look').first();
    const [, chain, number] = (await first.textContent()).split(' ');
    await first.getByRole('button').click();
    assert.equal(await page.locator('#residueName').inputValue(), `${chain} ${number}`);
    const words = (await next.textContent()).replace(/\s+/g, ' ');
    assert.match(words, /chimerax viewers\/open\.cxc pymol viewers\/open\.pml/);
    assert.match(
      words,
      /Not yet: first mend the 10 residues that are probably wrong, and run again\. Then: deposit_ca_trace\.cif/,
    );
    assert.match(words, /6 residues above 4 Å keep only their Cα.*deposit_without_undetermined\.cif, without them/);
    assert.match(words, /What the findings suggest/);
    await page.close();
    const another = await opened(given);
    assert.match(await another.locator('.next').textContent(), /of those given/);
    assert.doesNotMatch(await another.locator('main').textContent(), /refined models/);
    await another.close();
  });

  test('nothing of this is wider than a phone', async () => {
    const page = await opened(judged, { viewport: { width: 390, height: 800 } });
    await page.locator('.unfoldGlossary').click();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390));
    await page.close();
  });
});
