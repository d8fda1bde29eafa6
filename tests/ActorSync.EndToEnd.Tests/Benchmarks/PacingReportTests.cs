using ActorSync.Benchmarks.Pacing;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class PacingReportTests
{
    [Fact]
    public void Pacing_stops_where_it_is_asked_to() =>
        Assert.Throws<OperationCanceledException>(() => PacingReport.Run(TextWriter.Null, new CancellationToken(canceled: true)));
}
