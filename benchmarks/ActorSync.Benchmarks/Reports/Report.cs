namespace ActorSync.Benchmarks.Reports;

/// <summary>Prints figures and checks, and counts the checks.</summary>
internal sealed class Report(TextWriter writer)
{
    private const int NameWidth = 46;

    /// <summary>How many checks held.</summary>
    public int Passed { get; private set; }

    /// <summary>How many did not.</summary>
    public int Failed { get; private set; }

    /// <summary>Prints a heading.</summary>
    public void Heading(string text)
    {
        writer.WriteLine();
        writer.WriteLine(text);
    }

    /// <summary>Prints a table.</summary>
    public void Table(IEnumerable<Figure> figures)
    {
        foreach (var figure in figures)
        {
            writer.WriteLine($"  {figure.Name.PadRight(NameWidth)} {figure.Value}");
        }
    }

    /// <summary>Prints checks, each with ok or FAILED.</summary>
    public void Checks(IEnumerable<Check> checks)
    {
        foreach (var check in checks)
        {
            writer.WriteLine($"  {(check.Holds ? "ok    " : "FAILED")} {check.Claim}: {check.Seen}");
            if (check.Holds)
            {
                Passed++;
            }
            else
            {
                Failed++;
            }
        }
    }

    /// <summary>Prints the line that closes a report.</summary>
    public void Close()
    {
        writer.WriteLine();
        writer.WriteLine($"{Passed} checks passed, {Failed} failed");
    }
}
