using System.Text.Json;
using ActorSync.Benchmarks.Runs;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class SettledDoubtsTests
{
    [Fact]
    public void They_are_read_by_name_in_whatever_order_they_stand()
    {
        using var json = JsonDocument.Parse("""{"unsettled": 8, "later": 9, "settledInPart": 4, "settledNotApplied": 2, "settledApplied": 1, "writes": []}""");

        var doubts = SettledDoubts.Read(json.RootElement);

        Assert.Equal(new SettledDoubts(Applied: 1, NotApplied: 2, InPart: 4, Unsettled: 8), doubts);
        Assert.Equal((7, 15), (doubts.Settled, doubts.Total));
    }
}
