package dev.landfall.expression.cloudsync;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.DateTime;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.Dates;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import dev.landfall.expression.function.NetDateFormat;
import java.util.List;

/** Dates, always in UTC, written M/d/yyyy h:mm:ss tt. */
final class DateTimeFunctions {
  private static final FunctionRow.Family IN =
      FunctionRow.family(Dialect.CLOUD_SYNC, "Date and time");

  private DateTimeFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row("dt CDate(dt expression)", "The date in the text, in UTC; nothing is an error.")
              .example("CDate(\"2024-11-05T18:30:00+02:00\")", "11/5/2024 4:30:00 PM")
              .computes(
                  a -> {
                    if (a.isNull(0)) {
                      throw a.invalid(0, "is NULL, not a date.");
                    }
                    return new DateTime(a.date(0));
                  }),
          IN.row(
                  "dt DateAdd(str interval, num value, dt dateTime)",
                  "Adds yyyy, m, d, ww, h, n or s; months and years clip to the month's end.")
              .example("DateAdd(\"m\",1,CDate(\"2025-01-31\"))", "2/28/2025 12:00:00 AM")
              .anyNullGives(NULL)
              .computes(a -> new DateTime(Dates.add(a.text(0), a.number(1), a.date(2)))),
          IN.row(
                  "num DateDiff(str interval, dt date1, dt date2)",
                  "Boundaries of yyyy, m, ww or d between two dates, or whole h, n or s.")
              .example("DateDiff(\"m\",CDate(\"2025-01-31\"),CDate(\"2025-02-01\"))", "1")
              .example("DateDiff(\"ww\",CDate(\"2025-03-01\"),CDate(\"2025-03-02\"))", "1")
              .anyNullGives(NULL)
              .computes(a -> of(Dates.difference(a.text(0), a.date(1), a.date(2)))),
          IN.row("dt DateFromNum(num value)", "The date of a file time: 100 ns since 1601.")
              .example("DateFromNum(134116992000000000)", "1/1/2026 12:00:00 AM")
              .nullGives(NULL)
              .computes(a -> new DateTime(Dates.fromFileTime(a.number(0)))),
          IN.row(
                  "str FormatDateTime(str source, str dateTimeStyles, str inputFormat, str outputFormat?)",
                  "Reads by one .NET custom format and writes by another; the styles may be left out altogether.")
              .example(
                  "FormatDateTime([d], ,\"yyyyMMdd\",\"dd/MM/yyyy\")",
                  "d",
                  of("20240229"),
                  "29/02/2024")
              .example("FormatDateTime(\"20240229\",\"yyyyMMdd\",\"d MMM\")", "29 Feb")
              .nullGives(NULL)
              .computes(DateTimeFunctions::format),
          IN.row("dt Now()", "The current time in UTC.")
              .example("Now()", "2/29/2024 12:00:00 PM")
              .varies()
              .computes(a -> new DateTime(a.context().clock().instant())),
          IN.row("num NumFromDate(dt value)", "The file time of a date.")
              .example("NumFromDate(\"2026-01-01T00:00:00Z\")", "134116992000000000")
              .nullGives(NULL)
              .computes(a -> of(Dates.toFileTime(a.date(0)))));

  /** Without styles, three arguments; the default style allows white space around the date. */
  private static ExpressionValue format(Arguments a) {
    int input = a.count() - 2;
    String formats = a.text(input) + '\0' + a.text(input + 1);
    NetDateFormat[] pair =
        a.site()
            .derive(
                formats,
                key -> {
                  int middle = key.indexOf('\0');
                  return new NetDateFormat[] {
                    new NetDateFormat(key.substring(0, middle)),
                    new NetDateFormat(key.substring(middle + 1))
                  };
                });
    return of(pair[1].format(pair[0].parse(a.text(0))));
  }
}
