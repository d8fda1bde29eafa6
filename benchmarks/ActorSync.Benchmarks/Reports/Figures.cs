using System.Globalization;

namespace ActorSync.Benchmarks.Reports;

/// <summary>Figures as the reports show them.</summary>
internal static class Figures
{
    /// <summary>A count with separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A figure with one decimal and its unit.</summary>
    public static string One(double value, string unit) => value.ToString("N1", CultureInfo.InvariantCulture) + " " + unit;

    /// <summary>Counts side by side.</summary>
    public static string Join(string separator, ReadOnlySpan<long> values)
    {
        var texts = new List<string>(values.Length);
        foreach (var value in values)
        {
            texts.Add(Count(value));
        }

        return string.Join(separator, texts);
    }
}
