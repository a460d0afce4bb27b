/** Classes that break the rules of {@link dev.runnel.ArchitectureTest}, one package for each rule. */
package dev.runnel.offending;
