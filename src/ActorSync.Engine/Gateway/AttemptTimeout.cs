using Polly;

namespace ActorSync.Engine.Gateway;

/// <summary>The time-out of one attempt, apart from the deadline of its request.</summary>
internal static class AttemptTimeout
{
    /// <summary>Builds it: it runs from the sending to the last byte of the answer.</summary>
    public static ResiliencePipeline Build(GatewayOptions options, GatewayClock clock) =>
        new ResiliencePipelineBuilder { TimeProvider = clock.TimeProvider }.AddTimeout(options.AttemptTimeout).Build();
}
