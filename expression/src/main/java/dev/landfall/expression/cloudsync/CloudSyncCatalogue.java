package dev.landfall.expression.cloudsync;

import dev.landfall.expression.function.FunctionTable;

/** All functions of the Cloud Sync dialect. A new family is a line here, a function a row there. */
public final class CloudSyncCatalogue {
  public static final FunctionTable TABLE =
      new FunctionTable(
          ConversionFunctions.ALL,
          DateTimeFunctions.ALL,
          DirectoryFunctions.ALL,
          EvaluationFunctions.ALL,
          MultiValuedFunctions.ALL,
          ProgramFlowFunctions.ALL,
          RoleFunctions.ALL,
          TextFunctions.ALL);

  private CloudSyncCatalogue() {}
}
