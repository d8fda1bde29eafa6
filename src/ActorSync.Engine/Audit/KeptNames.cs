using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Audit;

/// <summary>The names of skills and certifications as far as the plans tell them that runs have kept.</summary>
/// <param name="state">The target's state.</param>
internal sealed class KeptNames(StateDirectory state)
{
    private readonly Dictionary<(ValueKind Kind, string Id), string> _names = [];
    private readonly HashSet<RunId> _read = [];

    /// <summary>The name of what has this id, or null; a run's plan is read only where an id of it is new.</summary>
    public string? Of(RunRecord? run, ValueKind kind, string id)
    {
        if (!_names.ContainsKey((kind, id)) && run is not null && _read.Add(run.Id) && KeptPlans.TryRead(state, run) is { Names: var names })
        {
            foreach (var (skill, name) in names.Skills)
            {
                _names.TryAdd((ValueKind.Skill, skill.Value), name.Value);
            }

            foreach (var (certification, name) in names.Certifications)
            {
                _names.TryAdd((ValueKind.Certification, certification.Value), name.Value);
            }
        }

        return _names.GetValueOrDefault((kind, id));
    }
}
