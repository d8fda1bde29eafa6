using System.Globalization;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Takes configuration from the command line's <c>--set Key=Value</c>; a later one replaces an earlier one.</summary>
internal static class CommandLineLayer
{
    /// <summary>Takes every setting in the order given.</summary>
    public static void Collect(IReadOnlyList<string> sets, GivenValues values)
    {
        var layer = new TextLayer(values);
        for (var index = 0; index < sets.Count; index++)
        {
            var place = new ConfigurationPlace(
                ConfigurationLayer.CommandLine, sets.Count == 1 ? "--set" : string.Create(CultureInfo.InvariantCulture, $"--set number {index + 1}"));
            var equals = sets[index].IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                // The text is not repeated: without its '=' nobody can tell where a secret begins.
                values.Errors.Add(new ConfigurationProblem("--set", place, "is not of the form Key=Value", "Section:Key=Value, like Target:Tokens=4"));
                continue;
            }

            layer.Add(sets[index][..equals].Trim(), sets[index][(equals + 1)..], place);
        }

        layer.Complete();
    }
}
