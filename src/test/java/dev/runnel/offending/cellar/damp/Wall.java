package dev.runnel.offending.cellar.damp;

class Wall {
}
