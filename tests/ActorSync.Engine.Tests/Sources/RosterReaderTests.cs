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
    public async Task Progress_ends_with_all_rows_and_bytes_of_each_file()
    {
        const string text = "employee_id\nE1\nE2\n";
        var reports = new Reports();

        await RosterReader.ReadAsync([Files.Input("a.csv", text), Files.Input("b.csv", text)], Files.Detected, Context, reports, TestContext.Current.CancellationToken);

        Assert.Equal([new SourceProgress("a.csv", 2, text.Length), new SourceProgress("b.csv", 2, text.Length)], reports.Seen);
    }

    [Fact]
    public async Task A_reading_that_is_cancelled_on_the_way_ends_with_that()
    {
        using var cancellation = new CancellationTokenSource();
        var text = "employee_id\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"E{i}\n"));
        var cancelling = new Reports(_ => cancellation.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RosterReader.ReadAsync([Files.Input("a.csv", text)], Files.Detected, Context, cancelling, cancellation.Token));
    }

    [Fact]
    public void A_held_file_does_not_keep_the_others_from_being_checked()
    {
        var reading = Files.Read([Files.Input("a.csv", "Worker\nE1\n"), Files.Input("b.csv", "employee_id,status\nE1,gone\n")]);

        Assert.Equal(["key-column-missing!"], reading.Held());
        Assert.Equal(["2 status-unknown"], reading.Errors());
        Assert.Equal(["a.csv", "b.csv"], reading.Files.Select(file => file.Name));
    }

    private sealed class Reports(Action<SourceProgress>? also = null) : IProgress<SourceProgress>
    {
        public List<SourceProgress> Seen { get; } = [];

        public void Report(SourceProgress value)
        {
            Seen.Add(value);
            also?.Invoke(value);
        }
    }
}
