/* The hotline desk's keys. Only a convenience: every page works without this file. ES5. */
(function () {
  'use strict';
}());
