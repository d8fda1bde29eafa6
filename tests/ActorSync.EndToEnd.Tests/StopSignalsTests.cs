using ActorSync.Cli;
using ActorSync.Core.Runs;
using ActorSync.EndToEnd.Tests.Harness;
using ActorSync.Engine.Runs;

namespace ActorSync.EndToEnd.Tests;

public sealed class StopSignalsTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly List<string> _said = [];
    private readonly StopSignals _signals;

    public StopSignalsTests()
    {
        _signals = new StopSignals(_clock, code => _said.Add($"exit {code}"));
        _signals.Words.Set(() => _said.Add("first"), () => _said.Add("second"));
    }

    public void Dispose() => _signals.Dispose();

    [Fact]
    public void A_signal_to_the_process_and_then_to_its_group_is_one_request_to_stop()
    {
        _signals.Receive();
        _clock.Pass(TimeSpan.FromMilliseconds(999));
        _signals.Receive();

        Assert.True(_signals.Token.IsCancellationRequested);
        Assert.Equal(["first"], _said);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public void A_later_signal_exits_at_once_after_it_has_said_what_stays_open(int secondsLater)
    {
        _signals.Receive();
        _signals.Receive();
        _clock.Pass(TimeSpan.FromSeconds(secondsLater));
        _signals.Receive();

        Assert.Equal(["first", "second", $"exit {ExitCode.Interrupted}"], _said);
    }

    [Fact]
    public void The_process_exits_though_nothing_can_be_said_any_more()
    {
        _signals.Words.Set(() => { }, () => throw new IOException("The terminal is gone."));
        _signals.Receive();
        _clock.Pass(TimeSpan.FromSeconds(1));

        Assert.Throws<IOException>(_signals.Receive);
        Assert.Equal([$"exit {ExitCode.Interrupted}"], _said);
    }

    [Fact]
    public void What_an_exit_at_once_says_names_the_open_run_and_how_to_go_on()
    {
        Assert.Contains("run 20260301T120000000Z is open", StopWords.Second(new RunId("20260301T120000000Z")), StringComparison.Ordinal);
        Assert.Contains("`actorsync resume 20260301T120000000Z`", StopWords.Second(new RunId("20260301T120000000Z")), StringComparison.Ordinal);
        Assert.DoesNotContain("resume", StopWords.Second(open: null), StringComparison.Ordinal);
        Assert.Contains("up to 4 s", StopWords.First, StringComparison.Ordinal);
    }
}
