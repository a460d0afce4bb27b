/**
 * Tools: functions of the application that a model may call. Methods annotated {@link dev.runnel.tool.FunctionTool} are
 * found and described while the application is built; {@link dev.runnel.tool.ToolCatalog} holds them at run time. It does
 * not know agents or runs.
 */
package dev.runnel.tool;
