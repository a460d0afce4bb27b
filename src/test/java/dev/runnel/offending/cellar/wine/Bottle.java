package dev.runnel.offending.cellar.wine;

class Bottle {
}
