package main

import (
	"fmt"
	"strings"

	networking "knative.dev/networking/pkg/apis/networking"
	"knative.dev/serving/pkg/apis/autoscaling"
	apiconfig "knative.dev/serving/pkg/apis/config"
	"knative.dev/serving/pkg/apis/serving"
	v1 "knative.dev/serving/pkg/apis/serving/v1"
)

// Knative passes over annotations and labels that it does not know, and those in the wrong place. These it reads.
var (
	ofService  = keys(serving.RolloutDurationKey, networking.VisibilityLabelKey)
	ofTemplate = keys(
		autoscaling.ClassAnnotationKey, autoscaling.MetricAnnotationKey, autoscaling.MetricAggregationAlgorithmKey,
		autoscaling.TargetAnnotationKey, autoscaling.TargetUtilizationPercentageKey, autoscaling.TargetBurstCapacityKey,
		autoscaling.MinScaleAnnotationKey, autoscaling.MaxScaleAnnotationKey, autoscaling.InitialScaleAnnotationKey,
		autoscaling.ActivationScaleKey, autoscaling.WindowAnnotationKey, autoscaling.ScaleDownDelayAnnotationKey,
		autoscaling.ScaleToZeroPodRetentionPeriodKey, autoscaling.PanicWindowPercentageAnnotationKey,
		autoscaling.PanicThresholdPercentageAnnotationKey, serving.ProgressDeadlineAnnotationKey,
		serving.QueueSidecarResourcePercentageAnnotationKey, serving.QueueSidecarCPUResourceRequestAnnotationKey,
		serving.QueueSidecarCPUResourceLimitAnnotationKey, serving.QueueSidecarMemoryResourceRequestAnnotationKey,
		serving.QueueSidecarMemoryResourceLimitAnnotationKey, apiconfig.AllowHTTPFullDuplexFeatureKey)
)

// known tells which of Knative's annotations and labels would have no effect.
func known(service *v1.Service) []error {
	template := service.Spec.Template
	wrong := unknown("metadata", ofService, service.Annotations, service.Labels)
	wrong = append(wrong, unknown("spec.template.metadata", ofTemplate, template.Annotations, template.Labels)...)
	visibility, given := service.Labels[networking.VisibilityLabelKey]
	if given && visibility != serving.VisibilityClusterLocal {
		wrong = append(wrong, fmt.Errorf("%s is %q, it would be open to the world; allowed is %q", networking.VisibilityLabelKey,
			visibility, serving.VisibilityClusterLocal))
	}
	return wrong
}

func unknown(place string, read map[string]bool, given ...map[string]string) []error {
	var wrong []error
	for _, values := range given {
		for key := range values {
			if group, _, _ := strings.Cut(key, "/"); strings.HasSuffix(group, "knative.dev") && !read[key] {
				wrong = append(wrong, fmt.Errorf("%s has %s, which Knative does not read there", place, key))
			}
		}
	}
	return wrong
}

func keys(names ...string) map[string]bool {
	set := map[string]bool{}
	for _, name := range names {
		set[name] = true
	}
	return set
}
