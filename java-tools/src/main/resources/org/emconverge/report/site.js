'use strict';
/** What the first page of a site can do beyond being read. */
(async () => {
  if (packed.has('entries')) {
    await siteData.load();
    siteTable.start();
    siteFilter.start();
    document.body.dataset.listed = 'true';
    await siteChart.start();
    siteFilter.apply();
  }
  document.body.dataset.ready = 'true';
})();
