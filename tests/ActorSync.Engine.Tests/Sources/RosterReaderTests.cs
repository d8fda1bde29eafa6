using System.Text;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Sources;

namespace ActorSync.Engine.Tests.Sources;

public class RosterReaderTests
{
    private static readonly RosterContext Context = (Files.Detected with { Mode = SourceMode.Full }).ToContext(Files.Taxonomy, LevelScale.DecimalsZeroToFive, gated: false);

    [Fact]
    public async Task A_reading_that_is_cancelled_on_the_way_ends_with_that()
    {
        using var cancellation = new CancellationTokenSource();
        var text = "employee_id\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"E{i}\n"));
        var input = new SourceInput("a.csv", () =>
        {
            cancellation.Cancel();
            return new MemoryStream(Encoding.UTF8.GetBytes(text));
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RosterReader.ReadAsync([input], Files.Detected, Context, cancellation.Token));
    }

    [Fact]
    public void A_held_file_does_not_keep_the_others_from_being_checked()
    {
        var reading = Files.Read([Files.Input("a.csv", "Worker\nE1\n"), Files.Input("b.csv", "employee_id,status\nE1,gone\n")]);

        Assert.Equal(["key-column-missing!"], reading.Held());
        Assert.Equal(["2 status-unknown"], reading.Errors());
        Assert.Equal(["a.csv", "b.csv"], reading.Files.Select(file => file.Name));
    }
}
