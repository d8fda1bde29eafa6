using ActorSync.Benchmarks;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class StopSignalsTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly List<int> _exits = [];
    private readonly StopSignals _signals;

    public StopSignalsTests() => _signals = new StopSignals(_clock, _exits.Add);

    public void Dispose() => _signals.Dispose();

    [Fact]
    public void A_signal_that_comes_twice_within_a_second_is_one_request_to_stop()
    {
        _signals.Receive();
        _clock.Pass(TimeSpan.FromMilliseconds(999));
        _signals.Receive();

        Assert.True(_signals.Token.IsCancellationRequested);
        Assert.Empty(_exits);
    }

    [Fact]
    public void A_later_signal_ends_the_process_whoever_reads_the_token_or_not()
    {
        _signals.Receive();
        _clock.Pass(TimeSpan.FromSeconds(1));
        _signals.Receive();

        Assert.Equal([130], _exits);
    }
}
