using ActorSync.Simulation.Stories;

namespace ActorSync.Simulation;

/// <summary>Makes a story that breaks an invariant as short as it can be made while it still breaks the same one.</summary>
public static class Shrinker
{
    private const int SeedsToTry = 40;

    /// <summary>Tries fewer faults, people, runs and people under way, and then further seeds for a shorter story; gives the shortest found.</summary>
    /// <param name="failing">A story that breaks an invariant.</param>
    /// <param name="run">Lets a story happen.</param>
    public static SimulationResult Shrink(SimulationResult failing, Func<StorySettings, SimulationResult> run)
    {
        ArgumentNullException.ThrowIfNull(failing);
        ArgumentNullException.ThrowIfNull(run);

        var shortest = failing;
        for (var isShorter = true; isShorter;)
        {
            isShorter = false;
            foreach (var candidate in Simpler(shortest.Settings))
            {
                var result = run(candidate);
                if (result.Broken == failing.Broken)
                {
                    (shortest, isShorter) = (result, true);
                    break;
                }
            }
        }

        // Chance falls otherwise with every change: another seed may tell the same in fewer steps.
        for (var further = 1UL; further <= SeedsToTry; further++)
        {
            var result = run(shortest.Settings with { Seed = failing.Settings.Seed + further });
            if (result.Broken == failing.Broken && result.Steps < shortest.Steps)
            {
                shortest = result;
            }
        }

        return shortest;
    }

    private static IEnumerable<StorySettings> Simpler(StorySettings settings)
    {
        if (settings.Runs is not { } runs || settings.People is not { } people || settings.Window is not { } window || settings.Faults is not { } faults)
        {
            throw new ArgumentException("A story is shrunk from what it really was: name its faults, people, runs and window.", nameof(settings));
        }

        foreach (var fewer in Fewer(runs))
        {
            yield return settings with { Runs = fewer };
        }

        foreach (var fewer in Fewer(people))
        {
            yield return settings with { People = fewer };
        }

        foreach (var fault in Enum.GetValues<FaultKind>().Where(kind => int.PopCount((int)kind) == 1 && faults.HasFlag(kind)))
        {
            yield return settings with { Faults = faults & ~fault };
        }

        foreach (var fewer in Fewer(window))
        {
            yield return settings with { Window = fewer };
        }
    }

    private static IEnumerable<int> Fewer(int number) => new[] { 1, number / 2, number - 1 }.Where(fewer => fewer >= 1 && fewer < number).Distinct();
}
