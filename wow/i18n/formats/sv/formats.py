"""Swedish: clocks with a full stop, as the catalogue and the posters write them."""

TIME_FORMAT = "H.i"
DATETIME_FORMAT = "j F Y H.i"
SHORT_DATETIME_FORMAT = "Y-m-d H.i"
