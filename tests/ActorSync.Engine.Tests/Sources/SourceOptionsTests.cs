using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Sources;

namespace ActorSync.Engine.Tests.Sources;

public class SourceOptionsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_its_key()
    {
        var options = new SourceOptions(
            "xlsx", "klingon", "!", "xx-YY-ZZ", "'", ImmutableSortedDictionary<string, string>.Empty.Add("employe", "X"), "Mars/Olympus");

        Assert.Equal(["Format", "Encoding", "Delimiter", "Culture", "DateFormat", "Columns:employe", "TimeZone"], options.Problems().Select(problem => problem.Key));
        Assert.All(options.Problems(), problem => Assert.Contains('\'', problem.Problem));
    }

    [Fact]
    public void What_is_not_declared_is_no_problem()
    {
        Assert.Empty(new SourceOptions().Problems());
        Assert.Empty(new SourceOptions("CSV", "windows-1252", "\t", "de-DE", "dd.MM.yyyy", Files.WithColumns(("Employee ID", "X")).Columns, "Europe/Berlin").Problems());
    }

    [Fact]
    public void The_context_has_the_culture_s_separator_and_order_and_the_zone()
    {
        var context = new SourceOptions(Culture: "de-DE", TimeZone: "Europe/Berlin")
            .ToContext(Files.Taxonomy, LevelScale.IntegersOneToFive, gated: true, SourceMode.Full);

        Assert.Equal((',', DateOrder.DayFirst, "Europe/Berlin"), (context.DecimalSeparator, context.Dates.Order, context.Zone.Id));
    }
}
