/** The application behind the Lambda Web Adapter, at a Runtime API that the tests play. */
package dev.runnel.deployed.lambda;
