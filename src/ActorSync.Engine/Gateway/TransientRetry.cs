using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace ActorSync.Engine.Gateway;

/// <summary>What is tried again without asking anybody: reads that failed in passing, and whatever never left.</summary>
/// <remarks>A 429 never comes here, since the budget would not see its retry; nor does a write that may have arrived.</remarks>
internal static class TransientRetry
{
    /// <summary>The circuit opens when nine of ten attempts fail within this time.</summary>
    public static readonly TimeSpan BreakerSample = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing is tried once the circuit is open; shorter than the ladder, so each request still gets a real attempt.</summary>
    public static readonly TimeSpan BreakerPause = TimeSpan.FromSeconds(5);

    /// <summary>Fewer attempts than this within the sample never open the circuit.</summary>
    public const int BreakerMinimum = 20;

    private const double BreakerShare = 0.9;

    /// <summary>Builds the pipeline; the circuit in it belongs to one target.</summary>
    public static ResiliencePipeline<AttemptResult> Build(TimeProvider timeProvider) =>
        new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions<AttemptResult>
            {
                MaxRetryAttempts = RetryLadder.Transient.Length,
                ShouldHandle = static arguments => ValueTask.FromResult(IsRetryable(arguments.Outcome)),
                DelayGenerator = static arguments => ValueTask.FromResult<TimeSpan?>(RetryLadder.Transient[arguments.AttemptNumber]),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<AttemptResult>
            {
                FailureRatio = BreakerShare,
                MinimumThroughput = BreakerMinimum,
                SamplingDuration = BreakerSample,
                BreakDuration = BreakerPause,
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is AttemptResult.Transient),
            })
            .Build();

    private static bool IsRetryable(Outcome<AttemptResult> outcome) =>
        outcome.Result is AttemptResult.Transient || outcome.Exception is BrokenCircuitException;
}
