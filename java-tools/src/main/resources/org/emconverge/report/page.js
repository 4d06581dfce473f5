'use strict';
/** Starts what the page can do beyond being read. What fails leaves the page as it is without scripts. */
(async () => {
  const page = await packed.json('page');
  page.geometry = await packed.json('geometry');
  const residues = new Residues(page.residues);
  colours.start(page);
  await charts.start(page);
  sequence.start(page, residues);
  await mapCharts.start(page);
  card.start(page, residues);
  criteria.start(page, residues);
  ramachandran.start(page, residues);
  outliers.start();
  molecules.start();
  document.querySelectorAll('.live').forEach(part => (part.hidden = false));
  trackControls(page);
  await stillPicture();
  const clear = document.getElementById('tooltip');
  document.addEventListener('scroll', () => (clear.hidden = true), { passive: true });
  document.body.dataset.ready = 'true'; // boxes have their heights from here on
  document.querySelectorAll('.foldable').forEach(unfolding);
  reachable();
  for (const change of ['resize', 'toggle']) window.addEventListener(change, reachable, { capture: true });

  if (!packed.has('models')) {
    withoutStage();
  } else if (!view3d.isPossible()) {
    withoutStage();
    view3d.note('This browser has no WebGL, so the models are not drawn in three dimensions; everything else works.');
  } else {
    const seen = new IntersectionObserver(
      async ([entry]) => {
        if (!entry.isIntersecting) return;
        seen.disconnect();
        try {
          await view3d.start(page, residues);
        } catch (error) {
          console.error(error);
          withoutStage();
          view3d.note('The models could not be drawn in three dimensions; everything else works.');
        }
      },
      { rootMargin: '200px' },
    );
    seen.observe(document.getElementById('stage'));
  }
})();

/** What a box is too low for is shown whole by a button below it; there is none where nothing is cut. */
function unfolding(box) {
  if (box.scrollHeight <= box.clientHeight + 2) return;
  const button = element('button', '', 'unfold');
  button.type = 'button';
  const label = () => (button.textContent = box.classList.contains('unfolded') ? 'Show less' : 'Show all');
  button.addEventListener('click', () => {
    box.classList.toggle('unfolded');
    button.setAttribute('aria-expanded', String(box.classList.contains('unfolded')));
    label();
  });
  button.setAttribute('aria-expanded', 'false');
  label();
  box.after(button);
}

/** A table that is cut at its side can be scrolled by the keyboard as well; what is not cut is no stop on the way. */
function reachable() {
  for (const box of document.querySelectorAll('.scroll:not([role=img]):not([aria-label])')) {
    const isCut = box.scrollWidth > box.clientWidth;
    const section = box.closest('section')?.getAttribute('aria-labelledby');
    for (const [name, value] of Object.entries({ tabindex: '0', role: 'region', 'aria-labelledby': section })) {
      if (isCut && value) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  }
}

/** The worm stands where the 3D view will be until that is drawn. */
async function stillPicture() {
  if (!packed.has('worm')) return;
  const image = document.getElementById('stillWorm');
  image.src = 'data:image/svg+xml,' + encodeURIComponent(await packed.text('worm'));
  image.hidden = false;
}

/** Takes the 3D view away; the colours can still be chosen, for the sequence and the profile. */
function withoutStage() {
  const controls = element('div', '', 'controls');
  controls.append(document.getElementById('colours'));
  document.querySelector('.key').before(controls);
  document.getElementById('stage').remove();
}

function trackControls(page) {
  const tracks = document.getElementById('tracks');
  for (const track of page.tracks.filter(({ profile }) => profile)) {
    const label = element('label', '');
    const radio = document.createElement('input');
    Object.assign(radio, { type: 'radio', name: 'track', value: track.column, checked: track === charts.track });
    radio.addEventListener('change', () => {
      charts.track = track;
      charts.drawProfile();
    });
    const name = element('span', track.title, 'term');
    name.dataset.term = track.column;
    label.append(radio, name);
    tracks.append(label);
  }
  const chain = document.getElementById('chain');
  chain.append(...charts.chains.map(name => element('option', name)));
  chain.addEventListener('change', () => {
    charts.chain = chain.value;
    charts.drawProfile();
  });
  document.getElementById('chainChoice').hidden = charts.chains.length <= 4;
}
