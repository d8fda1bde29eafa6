using ActorSync.Core.Dialects;

namespace ActorSync.Simulation.Target;

/// <summary>The calls of one API, as a simulated target serves them.</summary>
internal abstract class TargetCalls(SimulatedTarget target)
{
    /// <summary>Whose calls they are.</summary>
    protected SimulatedTarget Target { get; } = target;

    /// <summary>Does what is asked and answers, or gives null where there is no such call.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parts">The parts of its path behind <c>/api/v2/</c>, unescaped.</param>
    /// <param name="query">Its query.</param>
    public abstract TargetAnswer? Answer(TargetRequest request, string[] parts, Dictionary<string, string> query);

    /// <summary>There is no such user.</summary>
    protected static TargetAnswer UnknownUser => TargetAnswer.Error(404, "not.found", "There is no such user.");

    /// <summary>The body is against a rule.</summary>
    protected static TargetAnswer Refused(string why) => TargetAnswer.Error(400, "constraint.validation", why);
}
