package dev.runnel.offending.upwards.sse;

import dev.runnel.offending.upwards.run.Loop;

class Decoder {
    Loop loop;
}
