/**
 * The demonstration: the main job on the data that comes with the program, each command shown
 * before it runs.
 */
package io.elanus.shell.demo;
