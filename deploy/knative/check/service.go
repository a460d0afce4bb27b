package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	corev1 "k8s.io/api/core/v1"
	networking "knative.dev/networking/pkg/config"
	"knative.dev/pkg/apis"
	"knative.dev/pkg/logging"
	"knative.dev/pkg/system"
	apiconfig "knative.dev/serving/pkg/apis/config"
	v1 "knative.dev/serving/pkg/apis/serving/v1"
	"knative.dev/serving/pkg/deployment"
	"knative.dev/serving/pkg/observability"
	configurations "knative.dev/serving/pkg/reconciler/configuration/resources"
	revisionconfig "knative.dev/serving/pkg/reconciler/revision/config"
	revisions "knative.dev/serving/pkg/reconciler/revision/resources"
	services "knative.dev/serving/pkg/reconciler/service/resources"
	"sigs.k8s.io/json"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// Service is a Knative Service and what becomes of it in a cluster whose ConfigMaps are as released.
type Service struct {
	Name     string
	Revision *v1.Revision
	Pod      *corev1.PodTemplateSpec
}

// load builds a kustomization and takes its one Service through what a cluster does with it.
func load(directory string) (*Service, error) {
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), directory)
	if err != nil {
		return nil, err
	}
	if built.Size() != 1 {
		return nil, fmt.Errorf("there are %d resources, allowed is one Service", built.Size())
	}
	text, err := built.Resources()[0].MarshalJSON()
	if err != nil {
		return nil, err
	}
	service, err := admit(text)
	if err != nil {
		return nil, err
	}
	return deploy(service)
}

// admit does what the API server and Knative's webhooks do with a new Service: no unknown or repeated key, nothing of the
// wrong type, the defaults, the validation; and it refuses what they would pass over without a word.
func admit(text []byte) (*v1.Service, error) {
	service := &v1.Service{}
	strict, err := json.UnmarshalStrict(text, service)
	if err = errors.Join(append(strict, err)...); err != nil {
		return nil, err
	}
	if kind := service.GroupVersionKind(); kind != v1.SchemeGroupVersion.WithKind("Service") {
		return nil, fmt.Errorf("it is a %s, allowed is %s", kind, v1.SchemeGroupVersion.WithKind("Service"))
	}
	ctx := apis.WithinCreate(context.Background())
	service.SetDefaults(ctx)
	if err := service.Validate(ctx); err != nil {
		return nil, err
	}
	return service, errors.Join(known(service)...)
}

// deploy does what the controllers do: of the Service a Configuration, of that a Revision, of that a Deployment.
func deploy(service *v1.Service) (*Service, error) {
	ctx := context.Background()
	if service.Namespace == "" {
		service.Namespace = "default"
	}
	configuration := services.MakeConfiguration(service)
	configuration.Generation = 1
	configuration.SetDefaults(ctx)
	revision := configurations.MakeRevision(ctx, configuration, time.Unix(0, 0))
	revision.SetDefaults(ctx)
	if err := revision.Validate(ctx); err != nil {
		return nil, err
	}
	released, err := releasedConfig(ctx)
	if err != nil {
		return nil, err
	}
	made, err := revisions.MakeDeployment(revision, released)
	if err != nil {
		return nil, err
	}
	return &Service{Name: service.Name, Revision: revision, Pod: &made.Spec.Template}, nil
}

func releasedConfig(ctx context.Context) (*revisionconfig.Config, error) {
	os.Setenv(system.NamespaceEnvKey, "knative-serving") // Knative's controllers are told it by their pod
	sidecar, err := deployment.NewConfigFromMap(map[string]string{deployment.QueueSidecarImageKey: "queue-proxy"})
	if err != nil {
		return nil, err
	}
	logs, err := logging.NewConfigFromMap(map[string]string{"loglevel.queueproxy": "info"})
	if err != nil {
		return nil, err
	}
	network, err := networking.NewConfigFromMap(map[string]string{})
	if err != nil {
		return nil, err
	}
	return &revisionconfig.Config{
		Config:        apiconfig.FromContextOrDefaults(ctx),
		Deployment:    sidecar,
		Logging:       logs,
		Network:       network,
		Observability: observability.DefaultConfig(),
	}, nil
}
