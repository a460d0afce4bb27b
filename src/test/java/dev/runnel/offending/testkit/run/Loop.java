package dev.runnel.offending.testkit.run;

import dev.runnel.offending.testkit.model.scripted.Script;

class Loop {
    Script script;
}
